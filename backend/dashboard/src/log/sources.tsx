import type { Source } from '@atavus/contract/events'
import { Anchor } from '@atavus/widget/markdown/Anchor.tsx'
import { words } from '../words/words.ts'

/** What an answer rests on, as its visitor saw it. */
export function Sources({ sources }: { sources: Source[] }) {
  return (
    <div class="sources">
      <p>{words.conversation.sources}</p>
      <ol>
        {sources.map(({ number, title, url, heading }) => (
          <li key={number} value={number}>
            <Anchor address={url ?? ''} site={location.origin}>
              {title}
            </Anchor>
            {heading && <span class="quiet"> · {heading}</span>}
          </li>
        ))}
      </ol>
    </div>
  )
}
