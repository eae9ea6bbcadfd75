import { expect, test } from 'vitest'
import { marked, plain } from '../contact/testing.ts'
import { scanOf } from '../scan.ts'
import none from './no-passwords.json' with { type: 'json' }
import { findPasswords } from './passwords.ts'
import told from './told-passwords.json' with { type: 'json' }

// As people tell them in a chat: without punctuation, before and behind their name, in the midst of a complaint.
test.each(told)('%s', text => {
  expect(marked(findPasswords, plain(text))).toBe(text)
})

test.each(none)('%s holds none', text => {
  expect(marked(findPasswords, text)).toBe(text)
})

test.each([
  'my passwrod is «Bella2019» pls',
  'passwword «Bella2019» doesnt work',
  'wactwoord: «zonnetje» en wachtwooord: «Bella2019»',
  'contrasñea «Toby2019» no me deja',
])('%s, though its name is mistyped', text => {
  expect(marked(findPasswords, plain(text))).toBe(text)
})

test('a sign that may belong to it goes with it', () => {
  expect(marked(findPasswords, 'login: nova25\npassword: Doudou57?\nplease')).toContain('«Doudou57?»')
})

test('many names without a password cost no more than twice for twice the text', () => {
  const time = (count: number) => {
    const scan = scanOf('password Ab1cd for user '.repeat(count), { regions: [] })
    const start = performance.now()
    findPasswords(scan)
    return performance.now() - start
  }
  const least = (count: number) => Math.min(...Array.from({ length: 5 }, () => time(count)))
  expect(least(2000)).toBeLessThan(least(500) * 16 + 20)
})
