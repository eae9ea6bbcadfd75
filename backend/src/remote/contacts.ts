import { setImmediate as breath } from 'node:timers/promises'
import { canonical } from '@atavus/anonymizer/canonical'
import { find } from '@atavus/anonymizer/find'
import { settle } from '@atavus/anonymizer/fold'
import type { Kind } from '@atavus/anonymizer/kinds'
import type { ProposedContacts } from '@atavus/contract/console'
import type { z } from 'zod'
import { languageOf } from './outgoing.ts'

/** What of a site's pages may be its own contact data; keys, passwords and the like never are. */
const proposable = new Set<Kind>(['email', 'phone', 'address', 'iban', 'person', 'handle'])
const most = 60

interface Document {
  title: string
  language: string
  text: string
}

type Proposal = z.infer<typeof ProposedContacts>['items'][number]

/**
 * Contact data in documents that is not confirmed yet, what stands in most of them first. Lets others run between
 * two documents.
 */
export async function proposals(
  documents: readonly Document[],
  regions: readonly string[],
  confirmed: readonly string[],
): Promise<Proposal[]> {
  const found = new Map<string, Proposal>()
  const own = new Map(
    [...proposable].map(kind => [kind, new Set(confirmed.map(one => canonical(kind, one)))]),
  )
  for (const { title, language, text } of documents) {
    await breath()
    const settled = settle(text)
    const here = new Set<string>()
    for (const { kind, start, end } of find(settled, { language: languageOf(language), regions })) {
      if (!proposable.has(kind)) continue
      const value = settled.slice(start, end).replace(/\s+/g, ' ').trim().slice(0, 200)
      const form = canonical(kind, value)
      if (here.has(form) || own.get(kind)?.has(form)) continue
      here.add(form)
      const known = found.get(form) ?? { kind, value, documents: 0, title }
      found.set(form, { ...known, documents: known.documents + 1 })
    }
  }
  return [...found.values()].sort((a, b) => b.documents - a.documents).slice(0, most)
}
