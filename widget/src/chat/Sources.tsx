import type { Source } from '@atavus/contract/events'
import { Anchor } from '../markdown/Anchor.tsx'
import { destination } from '../markdown/links.ts'
import type { Words } from './words/shape.ts'

/** The passages that an answer rests on; `[n]` in its text points here. */
export function Sources({ sources, site, words }: { sources: Source[]; site: string; words: Words }) {
  if (sources.length === 0) return null
  return (
    <div class="sources">
      <h3>{words.sources}</h3>
      <ol>
        {sources.map(source => (
          <li key={source.number} value={source.number}>
            <Anchor address={source.url ?? ''} site={site} bare>
              <span class="number">{source.number}</span>
              <span class="of">
                <span class="name">{source.title}</span>
                <span class="part">{part(source, site)}</span>
              </span>
            </Anchor>
          </li>
        ))}
      </ol>
    </div>
  )
}

function part({ heading, title, url }: Source, site: string) {
  const host = destination(url ?? '', site)?.host
  return [heading === title ? '' : heading, host].filter(Boolean).join(' · ')
}
