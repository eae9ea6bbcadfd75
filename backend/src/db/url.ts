/**
 * A PostgreSQL connection URI as a URL; undefined when it is none. libpq lets the host be empty after the user
 * (`postgres://me@/db?host=/run/postgresql`), which the URL standard does not.
 */
export function databaseUrl(text: string): URL | undefined {
  const whole = text.replace(/^(postgres(?:ql)?:\/\/[^/@]*@)\//, '$1localhost/')
  return /^postgres(ql)?:\/\//.test(whole) && URL.canParse(whole) ? new URL(whole) : undefined
}
