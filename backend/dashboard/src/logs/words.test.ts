import { auditActions, securityEvents } from '@atavus/contract/logs'
import { expect, test } from 'vitest'
import { languages } from '../words/pick.ts'
import { allWords } from '../words/words.ts'

test.each(languages)(
  '%s has words for every event and every action of the logs, and none besides',
  spoken => {
    const { account, logs } = allWords[spoken]
    expect(Object.keys(account.events).sort()).toEqual([...securityEvents].sort())
    expect(Object.keys(logs.changes.actions).sort()).toEqual([...auditActions].sort())
  },
)
