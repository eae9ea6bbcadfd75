import { describe, expect, test } from 'vitest'
import { readSettings } from '../settings.ts'
import type { Resolve } from './gate.ts'
import type { Purpose } from './purpose.ts'
import { reservedHosts } from './reserved.ts'
import { allowList, targetOf } from './rules.ts'
import { deepseek, ollama, open, serve, site, text } from './testing.ts'

const at =
  (address: string): Resolve =>
  async () => [{ address, family: address.includes(':') ? 6 : 4 }]

describe('CVE-2025-57814, CVE-2026-31943, CVE-2026-87999: a written address that leads inside is refused before any connection', () => {
  const forms = [
    '127.0.0.1', '127.1', '127.0.1', '127.0.0.1.', '127.255.255.254', '0.0.0.0', '0', '0x0', '00000000000',
    '2130706433', '0x7f000001', '0x7F.0.0.1', '0x7f.1', '017700000001', '0177.0.0.1', '0177.0x0.0.1', '127.0.0.01',
    '%31%32%37.0.0.1', '１２７.０.０.１', '①②⑦.⓪.⓪.①', '127。0。0。1', '10.0.0.1', '167772161', '0xa000001', '012.0.0.1',
    '172.16.0.1', '172.31.255.255', '192.168.0.1', '3232235521', '192.168.257', '169.254.169.254', '2852039166',
    '0xa9fea9fe', '0251.0376.0251.0376', '169.254.43518', '169.254.170.2', '100.64.0.1', '100.100.100.200',
    '168.63.129.16', '192.0.0.192', '198.18.0.1', '224.0.0.1', '255.255.255.255', '4294967295',
    '[::1]', '[::]', '[0:0:0:0:0:0:0:1]', '[::127.0.0.1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]',
    '[0:0:0:0:0:ffff:169.254.169.254]', '[::ffff:a9fe:a9fe]', '[64:ff9b::127.0.0.1]', '[64:ff9b::a9fe:a9fe]',
    '[2002:7f00:1::]', '[2002:a9fe:a9fe::1]', '[2001:0:7f00:1::]', '[fe80::1]', '[fc00::1]', '[fd00:ec2::254]',
    '[fec0::1]', '[ff02::1]', '[::ffff:0:127.0.0.1]', '[2001:db8::1]', '[4000::1]',
  ] // biome-ignore format: a table
  test.each(forms)('%s', async form => {
    const gate = open([], () => Promise.reject(new Error('nothing to resolve')))
    for (const [purpose, url] of [
      [site, `http://${form}/`],
      [deepseek, `https://${form}/`],
    ] as const) {
      await expect(gate.request(purpose, { url })).rejects.toMatchObject({ code: 'egress_address' })
    }
    expect(gate.ledger.map(({ refused, status }) => [refused, status])).toEqual(
      Array(2).fill(['egress_address', null]),
    )
  })
})

test.each([
  ['ftp://example.com/', site],
  ['file:///etc/passwd', site],
  ['http://user:word@example.com/', site],
  ['http://example.com:22/', site],
  ['http://example.com:6379/', site],
  ['http://[fe80::1%25eth0]/', site],
  ['not an address', site],
  ['http://api.example.com/', deepseek],
] as const)('%s is no way out', async (url, purpose) => {
  await expect(open().request(purpose, { url })).rejects.toMatchObject({ code: 'egress_url' })
})

describe('CVE-2026-31945: a name', () => {
  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '169.254.169.254',
    '::1',
    '::ffff:127.0.0.1',
    'fd00::1',
    '64:ff9b::7f00:1',
  ])('that resolves to %s is refused', async address => {
    const gate = open([], at(address))
    await expect(gate.request(site, { url: 'http://shop.example/' })).rejects.toMatchObject({
      code: 'egress_address',
    })
    await expect(gate.request(deepseek, { url: 'https://api.example/' })).rejects.toMatchObject({
      code: 'egress_address',
    })
  })

  test('with one bad address among good ones is refused', async () => {
    const gate = open([], async () => [
      { address: '1.1.1.1', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ])
    await expect(gate.request(site, { url: 'http://shop.example/' })).rejects.toMatchObject({
      code: 'egress_address',
    })
  })

  test.each([
    ['without an address', async () => []],
    ['that nobody knows', () => Promise.reject(new Error('ENOTFOUND shop.example'))],
  ] satisfies [string, Resolve][])(
    '%s is unresolved, and the error does not repeat it',
    async (_, resolve) => {
      const failure = open([], resolve).request(site, { url: 'http://shop.example/' })
      await expect(failure).rejects.toMatchObject({ code: 'egress_unresolved', message: 'egress_unresolved' })
    },
  )

  test('is resolved by the connection itself, once: a second, different answer is never used', async () => {
    const server = await serve((_, response) => response.end('here'))
    const answers = ['127.0.0.1', '8.8.8.8']
    const gate = open([], async () => [{ address: answers.shift() ?? '', family: 4 }])
    expect(await text(gate, ollama, { url: `http://ollama.rack:${server.port}/` })).toBe('here')
    expect(answers).toEqual(['8.8.8.8'])
  })
})

describe('P3.4 Ollama', () => {
  test.each(['8.8.8.8', '169.254.169.254', '100.64.0.1', '[2606:4700::1111]', '0.0.0.0', '[64:ff9b::a00:1]'])(
    'at %s is refused',
    async host => {
      await expect(open().request(ollama, { url: `http://${host}:11434/` })).rejects.toMatchObject({
        code: 'egress_address',
      })
    },
  )
  test('at a public address is refused even when the operator lists it, written or resolved', async () => {
    const gate = open(['8.8.8.8:11434', 'ollama.example:11434'], at('8.8.8.8'))
    for (const url of ['http://8.8.8.8:11434/', 'http://ollama.example:11434/']) {
      await expect(gate.request(ollama, { url })).rejects.toMatchObject({ code: 'egress_address' })
    }
  })
  test('in the shared range needs the operator’s word', () => {
    const url = 'http://ollama.net:11434/'
    expect(targetOf(ollama, url, allowList([])).admits('100.64.0.1')).toBe(false)
    expect(targetOf(ollama, url, allowList(['ollama.net:11434'])).admits('100.64.0.1')).toBe(true)
  })
  test('on this machine needs none', async () => {
    const server = await serve((_, response) => response.end('pong'))
    expect(await text(open(), ollama, { url: server.url })).toBe('pong')
  })
})

describe('the allow list', () => {
  test('lets exactly its host and port through', async () => {
    const [one, other] = [
      await serve((_, response) => response.end('in')),
      await serve((_, response) => response.end()),
    ]
    const gate = open([one.host])
    expect(await text(gate, deepseek, { url: one.url })).toBe('in')
    await expect(gate.request(deepseek, { url: other.url })).rejects.toMatchObject({ code: 'egress_url' })
    await expect(gate.request(site, { url: other.url })).rejects.toMatchObject({ code: 'egress_url' })
    expect(other.hits).toEqual([])
  })
  test.each([
    'example.com',
    'example.com:',
    'http://example.com:80',
    'a b:80',
    '',
    'u:p@example.com:80',
    'h:80/p',
  ])('takes no such entry: "%s"', entry => {
    expect(() => open([entry])).toThrow('egress_url')
  })
})

describe('what is the operator’s own', () => {
  const settings = readSettings({
    SMTP_URL: 'smtp://mail.rack:2525',
    OLLAMA_URL: 'http://localhost:11434',
    DEEPSEEK_URL: 'https://models.rack',
    DEEPSEEK_API_KEY: 'sk',
    DATABASE_URL: 'postgres://me:word@[fd12::1]/db',
  })
  const own = ['mail.rack:2525', '127.0.0.1:11434', '[::1]:11434', 'models.rack:443', '[fd12::1]:5432']
  test.each(own)('is no place for an owner’s endpoint, allowed or not: %s', host => {
    const reach = (purpose: Purpose) =>
      targetOf(
        purpose,
        `${host.endsWith(':443') ? 'https' : 'http'}://${host}/`,
        allowList(own),
        reservedHosts(settings),
      )
    expect(() => reach(site)).toThrow('egress_address')
    expect(reach(deepseek).admits('10.0.0.1')).toBe(true)
  })
  test('is not reached by a redirect either, while its own purpose reaches it', async () => {
    const mine = await serve((_, response) => response.end('words'))
    const page = await serve((_, response) => response.writeHead(302, { location: mine.url }).end())
    const gate = open([mine.host, page.host], undefined, new Set([mine.host]))
    const failure = gate.request(site, { url: page.url, redirects: 3 })
    await expect(failure).rejects.toMatchObject({ code: 'egress_address' })
    expect(mine.hits).toEqual([])
    expect(await text(gate, ollama, { url: mine.url })).toBe('words')
  })
})

describe('a redirect', () => {
  const to = (location: string) => serve((_, response) => response.writeHead(302, { location }).end('moved'))

  test('is a fault for a processor, and is not followed', async () => {
    const canary = await serve((_, response) => response.end())
    const server = await to(canary.url)
    const gate = open([server.host, canary.host])
    await expect(gate.request(deepseek, { url: server.url, redirects: 5 })).rejects.toMatchObject({
      code: 'egress_redirect',
    })
    expect(canary.hits).toEqual([])
  })
  test.each([
    'http://169.254.169.254/',
    'http://[::1]/',
    '//127.0.0.1/',
    'file:///etc/passwd',
    'http://localhost/',
  ])('to %s is checked anew', async location => {
    const server = await to(location)
    const failure = open([server.host]).request(site, { url: server.url, redirects: 3 })
    await expect(failure).rejects.toMatchObject({ code: expect.stringMatching(/^egress_(address|url)$/) })
  })
  test('is followed within its number, without the headers that were meant for the first', async () => {
    const seen: unknown[] = []
    const end = await serve((request, response) => {
      seen.push(request.headers.authorization)
      response.end('there')
    })
    const server = await to(`${end.url}/page`)
    const gate = open([server.host, end.host])
    const asked = { url: server.url, headers: { authorization: 'mine' } }
    expect(await text(gate, site, { ...asked, redirects: 1 })).toBe('there')
    expect(seen).toEqual([undefined])
    expect(gate.ledger.map(({ status }) => status)).toEqual([302, 200])
    await expect(gate.request(site, asked)).rejects.toMatchObject({ code: 'egress_redirect' })
  })
  test('in a circle ends', async () => {
    const server = await to('/again')
    const failure = open([server.host]).request(site, { url: server.url, redirects: 4 })
    await expect(failure).rejects.toMatchObject({ code: 'egress_redirect' })
    expect(server.hits).toHaveLength(5)
  })
})
