import { afterAll, expect, test, vi } from 'vitest'
import { createPasswords } from './passwords.ts'

// The worker threads load bcryptjs by themselves; here nobody may.
vi.mock('bcryptjs', () => {
  throw new Error('bcrypt ran in the thread that serves visitors')
})

const pepper = Buffer.alloc(32, 1)
const passwords = createPasswords({ pepper, cost: 4, queue: 100 })
afterAll(() => passwords.close())

test('P6.1 a password is kept as a bcrypt hash of its own salt, made outside the serving thread', async () => {
  const [one, other] = await Promise.all([passwords.hash('tulip gravel'), passwords.hash('tulip gravel')])
  expect(one).toMatch(/^\$2b\$04\$[./A-Za-z0-9]{53}$/)
  expect(one).not.toBe(other)
  expect(await passwords.verify('tulip gravel', one)).toBe(true)
  expect(await passwords.verify('tulip gravel', other)).toBe(true)
})

test.each([
  ['the 72nd byte', `${'a'.repeat(71)}X`, `${'a'.repeat(71)}Y`],
  ['the 73rd byte', `${'a'.repeat(72)}X`, `${'a'.repeat(72)}Y`],
  ['the thousandth character', `${'a'.repeat(999)}X`, `${'a'.repeat(999)}Y`],
  ['what comes after a NUL', 'tulip\0gravel', 'tulip\0ladder'],
  ['a NUL at the end', 'tulip gravel', 'tulip gravel\0'],
  ['its case', 'tulip gravel', 'Tulip gravel'],
  ['a space at the end', 'tulip gravel', 'tulip gravel '],
])('passwords that differ only in %s are different', async (_, one, other) => {
  const hash = await passwords.hash(one)
  expect(await passwords.verify(one, hash)).toBe(true)
  expect(await passwords.verify(other, hash)).toBe(false)
})

test.each([
  ['composed and decomposed', 'caf\u00e9', 'cafe\u0301'],
  ['full and half width', 'ＡＢＣ', 'ABC'],
])('%s forms of the same characters are the same password', async (_, one, other) => {
  expect(await passwords.verify(other, await passwords.hash(one))).toBe(true)
})

test('a hash is worth nothing under another pepper', async () => {
  const others = createPasswords({ pepper: Buffer.alloc(32, 2), cost: 4 })
  expect(await others.verify('tulip gravel', await passwords.hash('tulip gravel'))).toBe(false)
  await others.close()
})

test('nobody’s password is never right', async () => {
  expect(await passwords.verify('', undefined)).toBe(false)
  expect(await passwords.verify('tulip gravel', undefined)).toBe(false)
})

test('a hash below the cost in force is outdated, others are not', async () => {
  const stronger = createPasswords({ pepper, cost: 5 })
  const hash = await passwords.hash('tulip gravel')
  expect(passwords.outdated(hash)).toBe(false)
  expect(stronger.outdated(hash)).toBe(true)
  expect(await stronger.verify('tulip gravel', hash)).toBe(true)
  await stronger.close()
})

test('what is not a hash of ours is a fault, not a wrong password', async () => {
  await expect(passwords.verify('tulip gravel', 'tulip gravel')).rejects.toThrow('not a password hash')
})
