import { expect, test } from 'vitest'
import { readSettings, SettingsError } from './settings.ts'

const production = {
  ATAVUS_URL: 'https://chat.example',
  ATAVUS_OPERATOR_NAME: 'Chat Ltd',
  ATAVUS_OPERATOR_ADDRESS: '1 Quay',
  ATAVUS_OPERATOR_CONTACT: 'privacy@chat.example',
  ATAVUS_OPERATOR_COUNTRY: 'Germany',
}

const stripe = { STRIPE_SECRET_KEY: 'sk_test_1', STRIPE_WEBHOOK_SECRET: 'whsec_1' }

test('with nothing set it is a machine of one’s own, on loopback', () => {
  const settings = readSettings({})

  expect(settings).toMatchObject({
    url: 'http://localhost:4600',
    production: false,
    port: 4600,
    dataFolder: '.atavus',
  })
  expect(settings.databaseUrl).toBeUndefined()
  expect(settings.deepseek).toBeUndefined()
})

test('an https address means production', () => {
  expect(readSettings(production)).toMatchObject({ url: 'https://chat.example', production: true })
})

test.each<[string, Record<string, string>, RegExp]>([
  ['an address that is none', { ATAVUS_URL: 'chat' }, /ATAVUS_URL/],
  ['another scheme', { ATAVUS_URL: 'ftp://chat.example' }, /ATAVUS_URL/],
  ['a path in the address', { ATAVUS_URL: 'http://localhost:4600/app' }, /no path/],
  ['plain http beyond this machine', { ATAVUS_URL: 'http://chat.example' }, /https/],
  ['a port that is none', { PORT: 'http' }, /PORT/],
  ['a port out of range', { PORT: '70000' }, /PORT/],
  ['a provider without a country', { ATAVUS_PROVIDERS: 'Hosting Ltd, hosting' }, /ATAVUS_PROVIDERS/],
  ['another database', { DATABASE_URL: 'mysql://x' }, /DATABASE_URL/],
  ['a country that is none', { ATAVUS_SMTP_COUNTRY: 'Germany' }, /ATAVUS_SMTP_COUNTRY/],
  ['a proxy that is no address', { TRUSTED_PROXIES: '10.0.0.0/8, proxy' }, /TRUSTED_PROXIES/],
  ['an exit without a port', { ATAVUS_EGRESS_ALLOW: 'models.local' }, /ATAVUS_EGRESS_ALLOW/],
  ['an exit with a scheme', { ATAVUS_EGRESS_ALLOW: 'http://127.0.0.1:11434' }, /ATAVUS_EGRESS_ALLOW/],
  ['an exit with a path', { ATAVUS_EGRESS_ALLOW: 'models.local/v1:11434' }, /ATAVUS_EGRESS_ALLOW/],
  ['an exit with a port out of range', { ATAVUS_EGRESS_ALLOW: 'models.local:70000' }, /ATAVUS_EGRESS_ALLOW/],
  ['a demo that is neither on nor off', { ATAVUS_DEMO: 'no' }, /ATAVUS_DEMO: on or off/],
  ['a mail server of another scheme', { SMTP_URL: 'https://mail.example' }, /SMTP_URL/],
  ['a mail server without a host', { SMTP_URL: 'smtp://' }, /SMTP_URL/],
  ['a mail server with a path', { SMTP_URL: 'smtp://mail.example/inbox' }, /SMTP_URL/],
  ['a mail server with options', { SMTP_URL: 'smtp://mail.example?tls=off' }, /SMTP_URL/],
  ['a mail server at port 0', { SMTP_URL: 'smtp://mail.example:0' }, /SMTP_URL/],
  ['a mail server with a broken password', { SMTP_URL: 'smtp://me:%zz@mail.example' }, /SMTP_URL/],
  ['a sender that is no address', { SMTP_FROM: 'Chat <a@chat.example>' }, /SMTP_FROM/],
  ['an Ollama that is no address', { OLLAMA_URL: 'ollama' }, /OLLAMA_URL/],
  ['a public key of Stripe’s', { ...stripe, STRIPE_SECRET_KEY: 'pk_test_1' }, /STRIPE_SECRET_KEY/],
  ['a key of Stripe’s of no mode', { ...stripe, STRIPE_SECRET_KEY: 'sk_1' }, /STRIPE_SECRET_KEY/],
  [
    'a key of Stripe’s without the webhook’s secret',
    { STRIPE_SECRET_KEY: 'sk_test_1' },
    /^STRIPE_WEBHOOK_SECRET: must be set beside STRIPE_SECRET_KEY$/,
  ],
  [
    'a webhook’s secret that is none',
    { ...stripe, STRIPE_WEBHOOK_SECRET: 'whsec_1, x' },
    /STRIPE_WEBHOOK_SECRET/,
  ],
  ['a Stripe that is no address', { ...stripe, STRIPE_URL: 'stripe' }, /STRIPE_URL/],
  [
    'a plans file that is not there',
    { ...stripe, ATAVUS_PLANS: '/nowhere.json' },
    /^ATAVUS_PLANS: the file cannot/,
  ],
  [
    'production without an operator',
    { ATAVUS_URL: 'https://chat.example' },
    /ATAVUS_OPERATOR_NAME.*_COUNTRY/,
  ],
])('%s is refused with the setting’s name', (_, environment, message) => {
  expect(() => readSettings(environment)).toThrow(SettingsError)
  expect(() => readSettings(environment)).toThrow(message)
})

test('without a key of Stripe’s there are no plans, whatever else is set', () => {
  expect(
    readSettings({ STRIPE_WEBHOOK_SECRET: 'whsec_1', ATAVUS_PLANS: '/nowhere.json' }).stripe,
  ).toBeUndefined()
})

test.each(['sk_test_1', 'sk_live_1', 'rk_test_1', 'rk_live_1'])(
  'with the key %s our own plans are on',
  key => {
    const settings = readSettings({ STRIPE_SECRET_KEY: key, STRIPE_WEBHOOK_SECRET: 'whsec_1, whsec_2' })

    expect(settings.stripe).toMatchObject({
      key,
      webhookSecrets: ['whsec_1', 'whsec_2'],
      url: 'https://api.stripe.com',
      plans: { graceDays: 14, currency: 'eur' },
    })
    expect(settings.stripe?.plans.plans.map(({ id }) => id)).toEqual(['free', 'starter', 'business'])
  },
)

test('an empty setting is one that is not set', () => {
  expect(readSettings({ DATABASE_URL: '', DEEPSEEK_API_KEY: '', PORT: '' }).port).toBe(4600)
})

test('exits are taken as the gate takes them', () => {
  const given = { ATAVUS_EGRESS_ALLOW: 'models.local:11434, [fd12::1]:11434,10.0.0.7:80' }
  expect(readSettings(given).egressAllow).toEqual(['models.local:11434', '[fd12::1]:11434', '10.0.0.7:80'])
})

test.each<[string, Record<string, string>, boolean]>([
  ['there unless it is turned off', {}, true],
  ['there when it is turned on', { ATAVUS_DEMO: 'on' }, true],
  ['not there when it is turned off', { ATAVUS_DEMO: 'off' }, false],
  ['never there in production', { ...production, ATAVUS_DEMO: 'on' }, false],
])('the demo is %s', (_, environment, demo) => {
  expect(readSettings(environment).demo).toBe(demo)
})

test.each([
  ['smtp://mail.example', { host: 'mail.example', port: 587, secure: false }],
  ['smtps://mail.example/', { host: 'mail.example', port: 465, secure: true }],
  ['smtp://127.1:25', { host: '127.0.0.1', port: 25, secure: false }],
  ['smtp://[::1]:2525', { host: '::1', port: 2525, secure: false }],
  [
    'smtps://me%40chat.example:p%3Aw%2F@mail.example:8465',
    { host: 'mail.example', port: 8465, secure: true, user: 'me@chat.example', password: 'p:w/' },
  ],
])('a mail server is read whole: %s', (url, smtp) => {
  expect(readSettings({ SMTP_URL: url }).smtp).toEqual(smtp)
})

test.each([
  ['the operator’s contact', production, 'privacy@chat.example'],
  [
    'this host where the contact is no address',
    { ...production, ATAVUS_OPERATOR_CONTACT: 'by post' },
    'atavus@chat.example',
  ],
  ['this machine where nothing is said', {}, 'atavus@localhost'],
  ['whoever is named', { ...production, SMTP_FROM: 'no-reply@chat.example' }, 'no-reply@chat.example'],
])('mails come from %s', (_, environment, from) => {
  expect(readSettings(environment).mailFrom).toBe(from)
})
