import type { Assistant } from '@atavus/contract/console'
import { number, site } from '../lib/format.ts'
import { Meter } from '../pieces/meter.tsx'
import { Time } from '../pieces/time.tsx'
import { fill, words } from '../words/words.ts'

const shownSites = 2

/** One assistant in the list: its model, what it used today, where it stands. The name's link covers the card. */
export function AssistantCard({ assistant }: { assistant: Assistant }) {
  const { id, name, model, accent, today, messagesPerDay, tokensPerDay, origins, updatedAt } = assistant
  return (
    <article class="card assistant-card">
      <header>
        <span class="swatch" style={{ backgroundColor: accent }} />
        <h2>
          <a class="cover" href={`/assistants/${id}/settings`}>
            {name}
          </a>
        </h2>
        <span class="tag">{words.models[model].name}</span>
      </header>
      <div class="meters">
        <Meter phrase={words.assistants.messagesOf} used={today.messages} budget={messagesPerDay} />
        <Meter phrase={words.assistants.tokensOf} used={today.tokens} budget={tokensPerDay} />
      </div>
      <dl class="facts">
        <dt>{words.assistants.sites}</dt>
        <dd class={origins.length === 0 ? 'warn' : undefined}>
          {origins.length === 0
            ? words.assistants.noSites
            : origins.slice(0, shownSites).map(site).join(', ')}
          {origins.length > shownSites &&
            ` ${fill(words.assistants.moreSites, { n: number(origins.length - shownSites) })}`}
        </dd>
        <dt>{words.assistants.changed}</dt>
        <dd>
          <Time iso={updatedAt} />
        </dd>
      </dl>
    </article>
  )
}
