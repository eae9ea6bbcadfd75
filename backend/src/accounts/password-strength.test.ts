import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import leaked from './leaked-passwords.json' with { type: 'json' }
import { isWeak } from './password-strength.ts'

const person = { email: 'rosa.lind@nursery.example', username: 'rosalind', fullName: 'Rosa-Maria Lindqvist' }

test.each([
  ['is short when counted as people count', '👩‍👩‍👧👩‍👩‍👧ab'],
  ['is one character', 'aaaaaaaaaaaaaaa'],
  ['is one piece over and over', 'abcabcabcabcabcab'],
  ['runs along the alphabet', 'bcdefghijklmnopq'],
  ['runs along it backwards', 'zyxwvutsrqponmlk'],
  ['counts', '123456789012345'],
  ['runs along a keyboard', 'QWERTYUIOPasdfghjkl'],
  ['runs along a German keyboard', 'qwertzuiopasdfg'],
  ['zigzags along a keyboard', '1qaz2wsx3edc4rfv'],
  ['holds the e-mail address', 'my-rosa.lind@nursery.example'],
  ['holds the username', 'the garden of RosaLind'],
  ['is made of the person’s own names', 'nursery-rosa-2026'],
  ['strings common words together', 'PasswordWelcome1!'],
  ['strings common words together in full width', 'ｐａｓｓｗｏｒｄｗｅｌｃｏｍｅ'],
  ['adds a year to a common word', 'Sommer2024!Winter'],
  ['says what everybody says', 'ilovechocolate123'],
  ['was leaked often', 'stairwaytoheaven'],
  ['was leaked often, in another case', 'ManchesterUnited'],
  ['was leaked often, with a year behind it', 'worldofwarcraft2026!'],
  ['was leaked often, with signs before it', '***cristianoronaldo'],
  ['holds the person’s full name', 'for Rosa-Maria Lindqvist'],
  ['is made of their full name', 'LindqvistMaria99'],
  ['is two runs', 'abcdefgh12345678'],
  ['is three runs along a keyboard', '12345qwertasdfgZXCVB'],
  ['is a common word, over and over, with a number', 'sommersommersommer1'],
  ['fills a common word up with signs', 'Password!!!!!!!!!!!!!!!!!!!!'],
  ['fills a short word up', 'bruno0000000000000000'],
  ['runs along the columns of a keyboard', 'qazwsxedcrfvtgbyhn'],
])('a password that %s is weak', (_, password) => {
  expect(isWeak(password, person)).toBe(true)
})

test.each([
  ['four words', 'tulip gravel ladder mist'],
  ['a sentence with common words', 'my dog Bruno hates the postman'],
  ['digits alone', '859302741063857'],
  ['signs and digits', '$7#9!2@5&1*8(3)'],
  ['another script', 'девять синих ёжиков'],
  ['Japanese', '猫が三匹、庭で夢を見ていた。夏の朝'],
  ['a manager’s random letters', 'kXq8vTzR2mWbJ4n'],
  ['a short username inside', 'nobody told rosa a thing'],
  ['a line of a song that few know', 'the kettle hums in b flat'],
  ['a word that comes twice', 'tomato, tomato, who cares'],
  ['emoji between words', 'moth 🦋 lantern 🕯 gravel'],
])('%s will do', (_, password) => {
  expect(isWeak(password, person)).toBe(false)
})

test('five thousand passwords that people really chose are refused', () => {
  expect(leaked).toHaveLength(5000)
  expect(new Set(leaked).size).toBe(5000)
  const hash = createHash('sha256').update('perasperaadastra').digest().subarray(0, 6).toString('base64url')
  expect(leaked).toContain(hash)
})

test('a thousand characters are judged in no time', () => {
  const began = performance.now()
  for (const piece of ['a', 'ab', 'abcdefghi', 'qwertz', 'password', '12345', 'x1'])
    isWeak(piece.repeat(1000).slice(0, 1000), person)
  expect(performance.now() - began).toBeLessThan(5000)
})

test('characters that grow when they are normalised are judged in no time, too', () => {
  const began = performance.now()
  for (const grown of ['\u2057', '\ufdfa', '\u33ff', '1', '!'])
    for (let n = 0; n < 4; n++) isWeak(`${n}${grown.repeat(998)}a`, person)
  expect(performance.now() - began).toBeLessThan(5000)
})

test('what a password begins with must do: nothing far behind makes up for it', () => {
  expect(isWeak(`${'a'.repeat(300)}tulip gravel ladder mist`, person)).toBe(true)
  expect(isWeak('tulip gravel ladder mist'.padEnd(1000, 'a'), person)).toBe(false)
})
