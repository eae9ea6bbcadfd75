import { expect, test } from 'vitest'
import { addressOf, isSecretAddress } from './address.ts'

test.each([
  '/reset/8f3kD93jfKe93KDkf93k',
  '/account/password/9f86d081884c7d659a2feaa0c55ad015',
  '/f/0b8f9a3e-3c1d-4a57-9d2e-6b1f2c3d4e5f',
  '/login/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0MiJ9.dBjftJeZ4CVPmB92K27uhbUJU1p1r',
  '/document/d/1aB-cD3_eFgH4iJkL5mN6oP7qR8sT9uV0wX1yZ2aB3cD/edit',
  '/invite/hG7kPq2',
  '/join/AB12CD',
  '/verify-email/123456',
  '/notes/Plans-for-the-year-1a2b3c4d5e6f47a8b9c0d1e2f3a4b5c6',
  '/s/kjhgfdsaqwertzuiopmnbvcxy',
  '/a;jsessionid=4F9A0C2B7D1E8F3A/b',
  '/d/%38f3kD93jfKe93KDkf93k',
])('%s may be a key', path => {
  expect(isSecretAddress(`https://shop.example${path}`)).toBe(true)
})

test.each([
  '/',
  '/2024/10/some-long-readable-slug-with-words',
  '/news/2024-10-12/the-10-best-4k-tvs-of-2024-tested-in-3d',
  '/reset/password',
  '/share/your-story-with-all-of-us',
  '/invite/friends',
  '/wiki/Donaudampfschifffahrt',
  '/docs/getUserByIdAndName',
  '/questions/12345678/how-do-i-make-tea',
  '/dp/B0CHX1W1XY',
  '/wiki/%E9%85%8D%E9%80%81%E6%99%82%E9%96%93',
  '/%E0%A4%A',
  '/Article/UNESCO-World-Heritage-Sites-In-2024',
])('%s is an address to be read', path => {
  expect(isSecretAddress(`https://shop.example${path}`)).toBe(false)
})

test('query and fragment stay here', () => {
  expect(addressOf('https://anna:secret@shop.example/orders?token=abc#x')).toEqual({
    origin: 'https://shop.example',
    url: 'https://shop.example/orders',
  })
})
