/** The one place that turns passwords into hashes and compares them; the plain text goes no further. */
export interface Passwords {
  /** Refuses with `too_many_requests` when more people are signing in than can be served soon. */
  hash(password: string): Promise<string>
  /** Takes the same time whether or not there is a hash to compare with. */
  verify(password: string, hash: string | undefined): Promise<boolean>
  close(): Promise<void>
}
