import { expect, test } from 'vitest'
import { isWeak } from './password-strength.ts'

const person = { email: 'rosa.lind@nursery.example', username: 'rosalind' }

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
])('%s will do', (_, password) => {
  expect(isWeak(password, person)).toBe(false)
})
