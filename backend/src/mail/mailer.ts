import { isMailAddress } from '../lib/mail-address.ts'

export interface Mail {
  /** One plain address. */
  to: string
  subject: string
  text: string
}

/** Takes mails away: to a mail server, or to the outbox where there is none. */
export interface Mailer {
  readonly kind: 'smtp' | 'outbox'
  /** @throws Undeliverable when no other try would do better; anything else may pass. */
  send(mail: Mail): Promise<void>
}

/** A mail that no server will ever take, or that must not go as it is. Nothing of it is in here. */
export class Undeliverable extends Error {
  constructor() {
    super('undeliverable')
    this.name = 'Undeliverable'
  }
}

const mostSubject = 300

/**
 * Refuses what is not one plain address, a subject of one line and a text: a line break in a header makes another
 * header, and what is no text may be read as a file or an address to fetch.
 * @throws Undeliverable
 */
export function requireSendable(mail: Record<keyof Mail, unknown>): asserts mail is Mail {
  const { to, subject, text } = mail
  const sendable =
    typeof to === 'string' &&
    isMailAddress(to) &&
    typeof subject === 'string' &&
    subject.length <= mostSubject &&
    !/[\p{Cc}\u2028\u2029]/u.test(subject) &&
    typeof text === 'string'
  if (!sendable) throw new Undeliverable()
}
