import { expect, test } from 'vitest'
import { marked, plain } from '../contact/testing.ts'
import { findSecrets } from './secrets.ts'

// Keys are put together here, so that no scanner of repositories takes them for real ones.
const chance = 'aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY5z'
const hex = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'
const of = (...parts: string[]) => parts.join('')
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const jwt = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: '1234567890' })}.${chance}`
const pem = (kind: string, lines: string[]) => [`-----BEGIN ${kind}-----`, ...lines, `-----END ${kind}-----`]
const lines = [chance + chance.slice(0, 27), chance + chance.slice(0, 27), `${chance}==`]

const keys = [
  of('sk-', chance),
  of('sk-', 'proj-', chance),
  of('sk-', 'ant-api03-', chance),
  of('ghp', '_', chance),
  of('gho', '_', chance),
  of('github', '_pat_', '11ABCDEFG0', chance),
  of('glpat', '-', chance.slice(0, 20)),
  of('xoxb', '-123456789012-', chance),
  of('https://hooks.', 'slack.com/services/', 'T00000001/B00000001/', chance.slice(0, 24)),
  of('sk', '_live_', chance),
  of('rk', '_live_', chance),
  of('pk', '_live_', chance),
  of('whsec', '_', chance),
  of('AKIA', 'IOSFODNN7EXAMPLE'),
  of('AIza', chance.slice(0, 35)),
  of('AC', hex.slice(0, 32)),
  of('SG.', chance.slice(0, 22), '.', chance),
  of('key-', hex.slice(0, 32)),
  of('npm', '_', chance.slice(0, 36)),
  of('pypi', '-AgEIcHlwaS5vcmc', chance, chance),
  of('dop', '_v1_', hex),
  of('hf', '_', chance),
  of('123456789', ':AA', chance.slice(0, 33)),
  of('MTIzNDU2Nzg5MDEyMzQ1Njc4', '.', 'X1y2Z3', '.', chance.slice(0, 27)),
  of('atv_', 'sk_', chance),
  of('shpat', '_', hex.slice(0, 32)),
  jwt,
]

test.each(keys)('%s', key => {
  expect(marked(findSecrets, key)).toBe(`«${key}»`)
  expect(marked(findSecrets, `my key is ${key}, does it work?`)).toBe(`my key is «${key}», does it work?`)
  expect(marked(findSecrets, `API_KEY=${key}\nX=1`)).toBe(`API_KEY=«${key}»\nX=1`)
  expect(marked(findSecrets, `{"token":"${key}"}`)).toBe(`{"token":"«${key}»"}`)
})

test.each([
  `aws secret access key: «wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY»`,
  `aws_secret_access_key=«wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY»`,
  `DefaultEndpointsProtocol=https;AccountName=x;AccountKey=«${chance}${chance}==»;EndpointSuffix=core`,
  '«postgres://anna:geheim@db.example.com:5432/app»',
  '«mongodb+srv://anna:geheim@cluster0.example.net/app»',
  '«redis://:geheim@cache.example.com:6379»',
  `Authorization: Bearer «${chance}»`,
  `"Authorization": "Bearer «${chance}»"`,
  `curl -H 'Authorization: Basic «YW5uYTpnZWhlaW0=»'`,
  `bearer «${chance}»`,
  'Cookie: «sid=8f3k29sk20slq; theme=dark»',
  'PHPSESSID=«8f3k29sk20slq8f3k29s»',
  `session id: «${chance}»`,
  `STRIPE_TOKEN=«${chance}»`,
  `client_secret: "«${chance}»"`,
  `mein api schlüssel lautet «${chance}»`,
  `der API-Schlüssel ist «${chance}».`,
  `ma clé api : «${chance}»`,
  `mi clave api es «${chance}»`,
  `la mia chiave api è «${chance}»`,
  `mijn api-sleutel is «${chance}»`,
  `here is the token i use ${'«'}${hex}»`,
  'api key «f47ac10b-58cc-4372-a567-0e02b2c3d479»',
  'x-api-key: «abc123def456»',
  'license key: «AB12C-34DEF-5GH67-IJ89K-LM0NP»',
  `«${Buffer.from('{"name":"anna","email":"anna@example.com"}').toString('base64')}»`,
  `«${Buffer.from('name=anna;email=anna@example.com;').toString('hex')}»`,
  `before «${pem('RSA PRIVATE KEY', lines).join('\n')}» after`,
  `«${pem('OPENSSH PRIVATE KEY', lines).join('\n')}»`,
  `{"private_key":"«${pem('PRIVATE KEY', lines).join(String.raw`\n`)}»\\n"}`,
  `«${pem('PRIVATE KEY', lines).slice(0, -1).join('\n')}»\nhow do i use this?`,
])('%s', text => {
  expect(marked(findSecrets, plain(text))).toBe(text)
})

test.each([
  'commit 9fceb02d0ae598e95dc970b74767f19372d61af8',
  'fixed in 9fceb02d0ae598e95dc970b74767f19372d61af8',
  'id f47ac10b-58cc-4372-a567-0e02b2c3d479',
  'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
  'integrity="sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC"',
  '#ff00aa #c0ffee',
  'Donaudampfschifffahrtsgesellschaftskapitän',
  'Rechtsschutzversicherungsgesellschaften und der Schlüssel',
  'my-very-long-file-name-2024-final.pdf',
  'class="sk-loading-spinner-container-large"',
  'btn-primary-outline-large-2xl',
  'the key is under the mat',
  'token limit is 128000 tokens',
  'max_tokens=4096',
  'api key required',
  'API_KEY=your_api_key_here',
  `API_KEY=$${'{API_KEY}'}`,
  'token = process.env.TOKEN_VALUE_123',
  'sk-xxxxxxxxxxxxxxxxxxxxxxxx',
  'secret santa party at 18:00 on 24.12.2024',
  'the bearer of good news arrived yesterday',
  'Cookies: we use them for 3 things',
  'Authorization is required for this page',
  'key=value',
  'primary key f47ac10b-58cc-4372-a567-0e02b2c3d479',
  'Der Schlüssel liegt bei Hausnummer 1234567890123456',
  'Bestellnummer 305-1234567-1234567',
  '2024-03-12T10:11:12.000Z is the token date',
  'https://example.com/api/v2/keys/overview.html',
  'https://shop.example/a-very-long-product-name-with-many-words-42',
  '-----BEGIN of my story-----',
  'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  '1234567890123456789012345678901234567890',
  'function getAccessTokenFromRequestHeader2()',
  'token: string | undefined',
  'session: morning, 9 to 12',
])('%s holds no secret', text => {
  expect(marked(findSecrets, text)).toBe(text)
})
