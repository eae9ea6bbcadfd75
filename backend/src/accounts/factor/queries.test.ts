import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { testWorld } from '../../testing/world.ts'
import { browser, noLimits } from '../testing/browser.ts'
import { offerSecret, putIntoForce } from './queries.ts'

test('a code puts the secret into force that it was read from, not one that was offered meanwhile', async () => {
  const atavus = await testWorld({ limits: noLimits })
  const { id } = await browser(atavus).signUp('hasty')
  const [first, second] = [randomBytes(60), randomBytes(60)]
  for (const sealed of [first, second])
    await atavus.world.db.person(id, person => offerSecret(person, sealed))
  expect(await atavus.world.db.person(id, person => putIntoForce(person, first, 1))).toBe(false)
  expect(await atavus.world.db.person(id, person => putIntoForce(person, second, 1))).toBe(true)
  expect(await atavus.world.db.person(id, person => offerSecret(person, first))).toBe(false)
  await atavus.close()
})
