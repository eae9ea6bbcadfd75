import { kinds, specialCategories } from '@atavus/anonymizer/kinds'
import { maskedKinds, SpecialCategory } from '@atavus/contract/events'
import { expect, test } from 'vitest'

test('the wire knows every kind and category that the anonymizer has, and no other', () => {
  expect([...maskedKinds]).toEqual([...kinds])
  expect(SpecialCategory.options).toEqual([...specialCategories])
})
