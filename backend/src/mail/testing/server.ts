import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { onTestFinished } from 'vitest'
import { createGate } from '../../egress/gate.ts'
import type { EgressEntry } from '../../egress/purpose.ts'
import type { Settings } from '../../settings.ts'
import { createSmtp } from '../smtp.ts'
import { certificate } from './certificate.ts'

export const name = 'mail.example'

/** A mail as the server took it. */
export interface Received {
  from: string
  to: string[]
  secure: boolean
  user: string | undefined
  /** The whole message, headers and all. */
  message: string
}

/** A real mail server on loopback, called mail.example, with a mailer that sends by it. */
export async function mailServer(
  options: SMTPServerOptions = {},
  settings: Partial<NonNullable<Settings['smtp']>> = {},
  trust = true,
) {
  const received: Received[] = []
  let connections = 0
  const server = new SMTPServer({
    ...certificate,
    authOptional: true,
    logger: false,
    onConnect: (_, done) => {
      connections++
      done()
    },
    onAuth: ({ username, password }, _, done) =>
      password === 'secret' ? done(null, { user: username ?? '' }) : done(new Error('no')),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', chunk => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        received.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          secure: session.secure,
          user: (session.user as string | false | undefined) || undefined,
          message: Buffer.concat(chunks).toString(),
        })
        done()
      })
    },
    ...options,
  })
  // A client that does not like the certificate ends the handshake: the server's trouble, not the test's.
  server.on('error', () => {})
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  const { port } = listening.address() as AddressInfo
  const ledger: EgressEntry[] = []
  const host = settings.host ?? name
  const gate = createGate({
    allow: [`${host}:${port}`],
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    record: entry => ledger.push(entry),
  })
  onTestFinished(() => {
    gate.close()
    return new Promise(resolve => server.close(() => resolve()))
  })
  const mailer = createSmtp({
    gate,
    server: { host, port, secure: false, ...settings },
    from: { name: 'Chat Ltd', address: 'atavus@chat.example' },
    host: 'chat.example',
    now: () => new Date('2026-11-20T12:00:00Z'),
    ...(trust && { authorities: [certificate.cert] }),
  })
  return { mailer, received, ledger, port, connections: () => connections }
}
