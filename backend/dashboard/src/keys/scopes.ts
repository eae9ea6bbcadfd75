import { type Scope, scopes } from '@atavus/contract/rights'

/** What a scope is about: what stands before its colon. */
export type ScopeKind = Scope extends infer One ? (One extends `${infer Kind}:${string}` ? Kind : One) : never

/** Scopes by what they are about, in the order of the contract. */
export function byKind(all: readonly Scope[]): { kind: ScopeKind; members: Scope[] }[] {
  const kinds = [...new Set(all.map(kindOf))]
  return kinds.map(kind => ({ kind, members: all.filter(scope => kindOf(scope) === kind) }))
}

const kindOf = (scope: Scope) => scope.split(':')[0] as ScopeKind

/** The scopes that are ticked in a form. */
export function scopesIn(form: FormData): Scope[] {
  const ticked = form.getAll('scopes')
  return scopes.filter(scope => ticked.includes(scope))
}
