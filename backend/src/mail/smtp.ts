import type { Socket } from 'node:net'
import addresses from 'ipaddr.js'
import { createTransport } from 'nodemailer'
import type { Gate } from '../egress/gate.ts'
import type { Settings } from '../settings.ts'
import { type Mailer, requireSendable, Undeliverable } from './mailer.ts'

interface SmtpOptions {
  gate: Pick<Gate, 'connect'>
  /** Where, and who we are there. */
  server: NonNullable<Settings['smtp']>
  from: { name: string; address: string }
  /** How we call ourselves: the host of our own origin. */
  host: string
  now(): Date
  /** PEM certificates to trust beside those of the system. */
  authorities?: string[]
}

const purpose = { kind: 'processor', name: 'smtp', why: 'mail' } as const
const greetingMs = 20_000
const silenceMs = 30_000

/**
 * Sends mails by a mail server, one connection each, over a socket of the gate's. It is spoken to over TLS with a
 * certificate that holds, from the start or by STARTTLS before anything is said; only on this machine itself without.
 */
export function createSmtp({ gate, server, from, host, now, authorities }: SmtpOptions): Mailer {
  const transport = createTransport({
    host: server.host,
    port: server.port,
    secure: server.secure,
    name: host,
    tls: { rejectUnauthorized: true, minVersion: 'TLSv1.2', ...(authorities && { ca: authorities }) },
    ...(server.user !== undefined && { auth: { user: server.user, pass: server.password ?? '' } }),
    greetingTimeout: greetingMs,
    socketTimeout: silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    getSocket: (_, done) => {
      gate.connect(purpose, { host: server.host, port: server.port }).then(
        connection => done(null, { connection, ...tlsOver(server.host, connection) }),
        error => done(error),
      )
    },
  })
  return {
    kind: 'smtp',
    send: async mail => {
      requireSendable(mail)
      await transport
        .sendMail({
          from,
          to: { name: '', address: mail.to },
          envelope: { from: from.address, to: [mail.to] },
          subject: mail.subject,
          text: mail.text,
          date: now(),
          headers: { 'Auto-Submitted': 'auto-generated' },
          disableFileAccess: true,
          disableUrlAccess: true,
        })
        .catch(finalIfUnknown)
    },
  }
}

/** Without TLS only where the host is this machine by name and the connection leads there too. */
function tlsOver(host: string, { remoteAddress = '' }: Socket) {
  const here = (host === 'localhost' || isLoopback(host)) && isLoopback(remoteAddress)
  return here ? { ignoreTLS: true } : { requireTLS: true }
}

const isLoopback = (address: string): boolean =>
  addresses.isValid(address) && addresses.process(address).range() === 'loopback'

/** The server says for good that there is no such recipient; everything else, a wrong password too, may be mended. */
function finalIfUnknown(error: { command?: string; responseCode?: number }): never {
  if (error.command === 'RCPT TO' && (error.responseCode ?? 0) >= 500) throw new Undeliverable()
  throw error
}
