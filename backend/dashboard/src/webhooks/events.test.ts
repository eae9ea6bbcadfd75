import { webhookEvents } from '@atavus/contract/workspace'
import { expect, test } from 'vitest'
import { languages } from '../words/pick.ts'
import { allWords } from '../words/words.ts'
import { events } from './events.ts'

test('a webhook can be told all that the contract knows, in its order', () => {
  expect(events).toEqual(webhookEvents)
})

test.each(languages)('%s has words for each event', language => {
  expect(Object.keys(allWords[language].webhooks.about)).toEqual(webhookEvents)
})
