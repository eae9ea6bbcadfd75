import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readSettings, SettingsError } from '../settings.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atavus-plans-'))
})
afterAll(() => rm(folder, { recursive: true }))

const limits = { messages: 100, tokens: null, assistants: 1, seats: 1, passages: 10, remote: false }
const free = { id: 'free', name: 'Free', limits }
const paid = { id: 'paid', name: 'Paid', limits, prices: { month: 900 } }
const good = { graceDays: 7, currency: 'chf', plans: [free, paid] }

async function read(file: unknown) {
  const path = join(folder, 'plans.json')
  await writeFile(path, typeof file === 'string' ? file : JSON.stringify(file))
  return readSettings({
    STRIPE_SECRET_KEY: 'sk_test_1',
    STRIPE_WEBHOOK_SECRET: 'whsec_1',
    ATAVUS_PLANS: path,
  }).stripe?.plans
}

test('the plans are those of the file that is named', async () => {
  expect(await read(good)).toEqual({
    ...good,
    plans: [free, paid].map(plan => ({ ...plan, retired: false })),
  })
})

test.each<[string, unknown, RegExp]>([
  ['no JSON', '{', /not JSON/],
  ['no days of grace', { ...good, graceDays: undefined }, /graceDays/],
  ['a currency in capitals', { ...good, currency: 'EUR' }, /currency: not a currency/],
  ['no plan', { ...good, plans: [] }, /plans/],
  ['no plan without prices', { ...good, plans: [paid] }, /exactly one plan is without prices/],
  ['two plans without prices', { ...good, plans: [free, { ...free, id: 'gift' }] }, /exactly one plan/],
  ['the plan without prices last', { ...good, plans: [paid, free] }, /comes first/],
  ['two plans of one id', { ...good, plans: [free, paid, paid] }, /two plans of one id/],
  [
    'an amount with a fraction',
    { ...good, plans: [free, { ...paid, prices: { month: 9.5 } }] },
    /plans\.1\.prices\.month/,
  ],
  ['another interval', { ...good, plans: [free, { ...paid, prices: { week: 9 } }] }, /plans\.1\.prices/],
  [
    'a limit that is missing',
    { ...good, plans: [{ ...free, limits: { messages: 1 } }, paid] },
    /plans\.0\.limits/,
  ],
  [
    'a limit below nothing',
    { ...good, plans: [{ ...free, limits: { ...limits, seats: -1 } }, paid] },
    /seats/,
  ],
  ['a field that is unknown', { ...good, trialDays: 7 }, /trialDays/],
  [
    'an id with capitals',
    { ...good, plans: [free, { ...paid, id: 'Paid' }] },
    /plans\.1\.id: not a short name/,
  ],
])('%s is refused, with the place', async (_, file, message) => {
  await expect(read(file)).rejects.toThrow(SettingsError)
  await expect(read(file)).rejects.toThrow(message)
})
