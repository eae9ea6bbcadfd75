import type { Source } from '@atavus/contract/events'
import type { KeptSource } from './sealed.ts'

/** What shared pages are called, by their rows. Nobody but their account is given any. */
export type PageNames = ReadonlyMap<string, Pick<Source, 'title' | 'url'>>

/** A source as it is told: one of a page that no name is given for by its numbers alone. */
export function toldSource(source: KeptSource, names?: PageNames): Source {
  const { number, passage } = source
  if (!('page' in source) && passage === undefined) return source
  const { title, url } = ('page' in source && names?.get(source.page)) || { title: '', url: null }
  return { number, title, url, heading: '', passage }
}
