import type { KeptSource } from '../conversations/sealed.ts'
import type { Passage } from '../knowledge/passage.ts'
import type { ModelEvent } from '../models/model.ts'

type Told = Exclude<ModelEvent, { type: 'source' }> | { type: 'source'; source: KeptSource }

/** What a source tells of a passage. */
type Named = Pick<Passage, 'document' | 'title' | 'url' | 'heading' | 'shared'>

const longestMark = 5

/**
 * Numbers the sources of an answer. A model that names its passages itself (`quote`) gets them numbered as they
 * come; one that cites the n-th passage as `[n]` in its text gets that source told when it is first cited, also
 * when the mark is cut by two chunks. Text is passed on at once, as it is.
 */
export async function* cited(events: AsyncIterable<ModelEvent>, passages: Named[]): AsyncIterable<Told> {
  const told = new Set<number>()
  let tail = ''
  let own = 0
  for await (const event of events) {
    if (event.type === 'source') {
      own++
      told.add(own)
      yield { type: 'source', source: sourceOf(event.passage, own) }
      continue
    }
    yield event
    if (event.type !== 'text' || own > 0) continue
    const text = tail + event.text
    for (const [, digits] of text.matchAll(/\[(\d{1,2})\]/g)) {
      const number = Number(digits)
      const passage = passages[number - 1]
      if (!passage || told.has(number)) continue
      told.add(number)
      yield { type: 'source', source: sourceOf(passage, number) }
    }
    tail = text.slice(-longestMark)
  }
}

function sourceOf({ document, title, url, heading, shared }: Named, number: number): KeptSource {
  return shared === undefined ? { number, title, url, heading } : { number, passage: shared, page: document }
}
