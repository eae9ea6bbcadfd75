import { maskedKinds } from '@atavus/contract/events'
import { expect, test } from 'vitest'
import { message } from '../../client/testing.ts'
import { failed } from '../../loader/words.ts'
import { languages, loadRoomWords, loadWords } from './languages.ts'
import { whereabouts } from './whereabouts.ts'
import { counted, country, directionOf } from './words.ts'

test.each([
  { language: 'en', kind: 'person', count: 1, said: '1 name' },
  { language: 'en', kind: 'email', count: 2, said: '2 e-mail addresses' },
  { language: 'de', kind: 'password', count: 1, said: '1 Passwort' },
  { language: 'de', kind: 'password', count: 2, said: '2 Passwörter' },
  { language: 'es', kind: 'email', count: 2, said: '2 direcciones de correo' },
  { language: 'fr', kind: 'phone', count: 1, said: '1 numéro de téléphone' },
  { language: 'it', kind: 'address', count: 3, said: '3 indirizzi postali' },
  { language: 'nl', kind: 'person', count: 2, said: '2 namen' },
] as const)('$count $kind in $language is $said', async ({ language, kind, count, said }) => {
  const { sent } = await loadWords(language)
  expect(counted(sent.kinds[kind], count, language)).toBe(said.replace(' ', '\u00a0'))
})

test('where numbers bend words in many ways, the count stands behind them', async () => {
  const { sent } = await loadWords('ar')
  expect(counted(sent.kinds.person, 2, 'ar')).toBe(`الأسماء: ${new Intl.NumberFormat('ar').format(2)}`)
})

test.each([
  [1, 'يوم واحد'],
  [2, 'يومين'],
  [7, '7 أيام'],
  [30, '30 يومًا'],
  [100, '100 يوم'],
])('%i days in Arabic are %s', async (days, said) => {
  expect((await loadWords('ar')).rights.intro(days)).toContain(` ${said}.`)
})

test('the button, which can fetch nothing, speaks every language that the chat speaks', () => {
  expect(Object.keys(failed).sort()).toEqual([...languages].sort())
})

test.each([
  ['de-AT', 'de'],
  ['AR-eg', 'ar'],
  ['den', 'en'],
  ['ja', 'en'],
  ['constructor', 'en'],
])('%s is answered in %s', async (asked, language) => {
  expect((await loadWords(asked)).language).toBe(language)
})

test.each(languages)(
  'in %s every kind has a stem and two ends, and nothing is left empty',
  async language => {
    const words = await loadWords(language)
    expect(words.language).toBe(language)
    const { kinds } = words.sent
    expect(Object.keys(kinds).sort()).toEqual([...maskedKinds].sort())
    for (const forms of Object.values(kinds)) expect(forms.split('|')).toHaveLength(3)
    for (const text of [...saidIn(words), ...saidIn(await loadRoomWords(language))])
      expect(text.trim(), text).not.toMatch(/^$|undefined/)
  },
)

test.each(languages)('in %s there is a word for every refusal that the English knows', async language => {
  const english = await loadWords('en')
  expect(Object.keys((await loadWords(language)).codes).sort()).toEqual(Object.keys(english.codes).sort())
})

test('an Arabic line begins with Arabic letters, from which a browser takes its direction', async () => {
  for (const text of [...saidIn(await loadWords('ar')), ...saidIn(await loadRoomWords('ar'))])
    if (text !== 'ar') expect(/\p{L}/u.exec(text)?.[0], text).toMatch(/\p{Script=Arabic}/u)
})

test('what is not said in our words stands in the direction of its language', () => {
  expect(languages.filter(language => directionOf(language) === 'rtl')).toEqual(['ar'])
  expect(['he', 'fa-IR', 'arn'].map(directionOf)).toEqual(['rtl', 'rtl', 'ltr'])
})

test.each([
  { code: 'CN', language: 'de', said: 'China' },
  { code: 'DE', language: 'en', said: 'Germany' },
  { code: 'CN', language: 'ar', said: 'الصين' },
  { code: 'cn', language: 'en', said: 'cn' },
  { code: '<b>', language: 'en', said: '<b>' },
])('$code in $language is $said', ({ code, language, said }) => {
  expect(country(code, language)).toBe(said)
})

test.each([
  { because: null, said: 'the usual model was not available' },
  { because: 'down', said: 'the usual model was not available' },
  { because: 'refused', said: 'as you chose' },
  { because: 'unsure', said: 'because we could not tell what in it identifies you' },
] as const)('another model answered because $because: $said', async ({ because, said }) => {
  const where = { model: 'ollama', where: 'server', fallback: true, because, sent: null } as const
  expect(whereabouts(message('assistant', 'a', { whereabouts: where }), await loadWords('en'))).toContain(
    ` · ${said} · `,
  )
})

/** Everything that words can say, with something for each gap. */
function saidIn(words: object): string[] {
  return Object.values(words).flatMap((value): string[] => {
    if (typeof value === 'string') return [value]
    if (typeof value === 'function') return [String(value(3, '3'))]
    return saidIn(value)
  })
}
