import type { SMTPServerOptions } from 'smtp-server'
import { expect, test } from 'vitest'
import { createGate } from '../egress/gate.ts'
import type { Settings } from '../settings.ts'
import { Undeliverable } from './mailer.ts'
import { createSmtp } from './smtp.ts'
import { mailServer, name } from './testing/server.ts'

const mail = {
  to: 'owner@shop.example',
  subject: 'Grüße',
  text: 'Open this link:\n\nhttps://chat.example/verify#t',
}

test('a mail arrives over TLS by STARTTLS, as it was written, from us to one', async () => {
  const { mailer, received, ledger, port } = await mailServer()

  await mailer.send(mail)

  expect(received).toMatchObject([
    { from: 'atavus@chat.example', to: ['owner@shop.example'], secure: true, user: undefined },
  ])
  const message = received[0]?.message ?? ''
  expect(message).toMatch(/^From: Chat Ltd <atavus@chat\.example>\r$/m)
  expect(message).toMatch(/^To: owner@shop\.example\r$/m)
  expect(message).toMatch(/^Subject: =\?UTF-8\?\S+\?=\r$/m)
  expect(message).toMatch(/^Date: Fri, 20 Nov 2026 12:00:00 \+0000\r$/m)
  expect(message).toMatch(/^Auto-Submitted: auto-generated\r$/m)
  expect(message).toContain('https://chat.example/verify#t')
  await expect.poll(() => ledger.length).toBe(1)
  expect(ledger[0]).toMatchObject({
    purpose: { kind: 'processor', name: 'smtp', why: 'mail' },
    host: `${name}:${port}`,
    status: null,
    refused: null,
  })
  expect(ledger[0]?.bytesOut).toBeGreaterThan(message.length)
  expect(ledger[0]?.bytesIn).toBeGreaterThan(100)
})

test('a mail arrives over TLS from the start, after signing in', async () => {
  const { mailer, received } = await mailServer(
    { secure: true, authOptional: false },
    { secure: true, user: 'atavus', password: 'secret' },
  )

  await mailer.send(mail)

  expect(received).toMatchObject([{ secure: true, user: 'atavus' }])
})

test('a server on this machine is spoken to without TLS', async () => {
  const { mailer, received } = await mailServer({ disabledCommands: ['STARTTLS'] }, { host: '127.0.0.1' })

  await mailer.send(mail)

  expect(received).toMatchObject([{ secure: false }])
})

const untrusted: [string, SMTPServerOptions, Partial<Settings['smtp']>, boolean][] = [
  ['a server without STARTTLS', { disabledCommands: ['STARTTLS'] }, {}, true],
  ['a certificate that nobody vouches for', {}, {}, false],
  ['a certificate that nobody vouches for, from the start', { secure: true }, { secure: true }, false],
  ['a certificate for another name', {}, { host: 'post.example' }, true],
  ['TLS that is too old', { maxVersion: 'TLSv1.1', minVersion: 'TLSv1' }, {}, true],
]

test.each(untrusted)('%s gets no mail and no password', async (_, options, settings, trust) => {
  let tried = 0
  const { mailer, received } = await mailServer(
    {
      ...options,
      onAuth: (_auth, _session, done) => {
        tried++
        done(null, { user: 'x' })
      },
    },
    { ...settings, user: 'atavus', password: 'secret' },
    trust,
  )

  await expect(mailer.send(mail)).rejects.not.toBeInstanceOf(Undeliverable)
  expect(received).toEqual([])
  expect(tried).toBe(0)
})

test('a recipient whom the server does not know is undeliverable; a server that is busy is not', async () => {
  const answers = [
    Object.assign(new Error('no such user'), { responseCode: 550 }),
    Object.assign(new Error('come back'), { responseCode: 451 }),
  ]
  const { mailer } = await mailServer({ onRcptTo: (_, __, done) => done(answers.shift()) })

  await expect(mailer.send(mail)).rejects.toBeInstanceOf(Undeliverable)
  await expect(mailer.send(mail)).rejects.not.toBeInstanceOf(Undeliverable)
})

test('a wrong password is no fault of the mail', async () => {
  const { mailer } = await mailServer({}, { user: 'atavus', password: 'wrong' })

  await expect(mailer.send(mail)).rejects.toMatchObject({ code: 'EAUTH' })
})

test('a private mail server that the operator has not listed is not reached', async () => {
  const { port, connections } = await mailServer()
  const smtp = createSmtp({
    gate: createGate({
      allow: [],
      resolve: async () => [{ address: '127.0.0.1', family: 4 }],
      record: () => {},
    }),
    server: { host: name, port, secure: false },
    from: { name: 'Chat Ltd', address: 'atavus@chat.example' },
    host: 'chat.example',
    now: () => new Date(0),
  })

  await expect(smtp.send(mail)).rejects.toMatchObject({ code: 'egress_address' })
  expect(connections()).toBe(0)
})

test.each([
  '"xclow3n@gmail.example x"@internal.example',
  '"a@gmail.example"@internal.example',
  'a@gmail.example(@internal.example)',
  'a@internal.example, b@gmail.example',
  'a@internal.example b@gmail.example',
  'a@internal.example;b@gmail.example',
  'group: a@gmail.example;',
  'Name <a@gmail.example>',
  '<a@gmail.example>',
  'a@gmail.example@internal.example',
  '@internal.example:a@gmail.example',
  'ａ@internal.example',
  'a@internal．example',
  'a@[127.0.0.1]',
  '',
])('CVE-2025-13033 an address that could go astray is refused before any connection: %s', async to => {
  const { mailer, connections } = await mailServer()

  await expect(mailer.send({ ...mail, to })).rejects.toBeInstanceOf(Undeliverable)
  expect(connections()).toBe(0)
})

test.each([
  { to: 'a@shop.example\r\nBcc: b@shop.example' },
  { to: 'a@shop.example\nRCPT TO:<b@shop.example>' },
  { to: 'a@shop.example\r' },
  { subject: 'Hello\r\nBcc: b@shop.example' },
  { subject: 'Hello\nBcc: b@shop.example' },
  { subject: 'Hello\rBcc: b@shop.example' },
  { subject: 'Hello\u2028Bcc: b@shop.example' },
  { subject: 'Hello\0' },
])('GHSA-268h-hp4c-crq3 a line break makes no header and no command: %j', async more => {
  const { mailer, connections } = await mailServer()

  await expect(mailer.send({ ...mail, ...more })).rejects.toBeInstanceOf(Undeliverable)
  expect(connections()).toBe(0)
})

test('GHSA-268h-hp4c-crq3 a text that looks like the end of a mail and a new one is text', async () => {
  const { mailer, received } = await mailServer()
  const text = 'one\r\n.\r\nMAIL FROM:<evil@shop.example>\r\n.two\n.\n'

  await mailer.send({ ...mail, text })

  expect(received).toHaveLength(1)
  expect(received[0]?.message.split('\r\n\r\n').slice(1).join('\r\n\r\n')).toContain('MAIL FROM:<evil')
})

test.each([
  { text: { path: '/etc/hostname' } },
  { text: { href: 'http://127.0.0.1/' } },
  { subject: { toString: () => 'x' } },
  { to: ['a@shop.example', 'b@shop.example'] },
])('CVE-2026-82659 what is no text is no mail: %j', async more => {
  const { mailer, connections } = await mailServer()

  await expect(mailer.send({ ...mail, ...more } as never)).rejects.toBeInstanceOf(Undeliverable)
  expect(connections()).toBe(0)
})
