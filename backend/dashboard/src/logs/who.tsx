import type { AuditLog } from '@atavus/contract/logs'
import { words } from '../words/words.ts'

type By = (typeof AuditLog)['_output']['items'][number]['by']

/** Who it was: a name where there is one still, and what kind of one. */
export function Who({ kind, name }: By) {
  const said = words.logs.who[kind]
  if (name === null) return <span>{said}</span>
  return (
    <span>
      <bdi>{name}</bdi>
      <span class="address">{said}</span>
    </span>
  )
}
