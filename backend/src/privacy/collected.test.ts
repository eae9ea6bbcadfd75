import { expect, test } from 'vitest'
import type { Category } from './data-map.ts'
import { dataMap } from './map.ts'

// What the policy lists, written down here once more: whoever adds a table of personal data meets this list.
const tablesOf = (...categories: Category[]) =>
  Object.keys(dataMap)
    .filter(table => categories.some(category => dataMap[table]?.category === category))
    .sort()
const columnsOf = (table: string) => Object.keys(dataMap[table]?.columns ?? {}).sort()

test('P1.1 of an account its address, name and password hash are held, with what it agreed to, and no more', () => {
  expect(columnsOf('accounts')).toEqual([
    'adult_stated_at',
    'avatar_url',
    'created_at',
    'email',
    'full_name',
    'id',
    'language',
    'objections',
    'own_days',
    'password_hash',
    'policy_version',
    'suspended_at',
    'username',
  ])
  expect(tablesOf('account')).toEqual([
    'accounts',
    'invitations',
    'memberships',
    'operators',
    'pictures',
    'policy_notices',
    'requests',
    'sign_ups',
    'workspaces',
  ])
})

test('P1.4 of a chat its messages are held, and for models outside what was made of them', () => {
  expect(tablesOf('conversation')).toEqual([
    'conversations',
    'masked_values',
    'messages',
    'prompt_parts',
    'reply_batches',
    'sent_prompts',
    'shared_pages',
  ])
  expect(columnsOf('messages')).toEqual([
    'answers',
    'conversation_id',
    'created_at',
    'expires_at',
    'id',
    'role',
    'sealed',
    'terms',
    'thumb',
    'workspace_id',
  ])
})

test('P1.5 of an owner’s work the configuration and the knowledge are held', () => {
  expect(tablesOf('configuration', 'knowledge')).toEqual([
    'assistants',
    'documents',
    'everyday_words',
    'holds',
    'identity_secrets',
    'passage_words',
    'passages',
    'public_keys',
    'webhooks',
  ])
})

test('P1.6 P1.7 usage is counted by day and assistant, and none of the counts names a person', () => {
  expect(tablesOf('usage')).toEqual(['budgets', 'meters', 'replies', 'usage', 'workspace_budgets'])
  expect(columnsOf('usage')).toEqual(['assistant_id', 'counter', 'count', 'day', 'workspace_id'].sort())
})
