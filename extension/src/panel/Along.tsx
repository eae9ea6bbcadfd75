import type { Shared } from '@atavus/contract/own'
import { marked } from '@atavus/widget/chat/Sent.tsx'
import { Anchor } from '@atavus/widget/markdown/Anchor.tsx'
import type { Words } from '../words/shape.ts'

/** What went along with a question: how much of which sites, and when it is unfolded every word of it. */
export function Along({ shared, words }: { shared: Shared[]; words: Words }) {
  if (shared.length === 0) return null
  const sites = new Set(shared.map(({ origin }) => origin.replace(/^.*\//, '')))
  const passages = shared.reduce((sum, page) => sum + page.passages.length, 0)
  return (
    <details class="along">
      <summary>{words.history.along(passages, new Intl.ListFormat(words.language).format(sites))}</summary>
      {shared.map(({ url, title, passages }, at) => (
        <section key={at} class="what">
          <p dir="auto">{marked(title)}</p>
          <p class="address" dir="ltr">
            <Anchor address={url} site="" bare>
              {url}
            </Anchor>
          </p>
          <ol class="passages">
            {passages.map(({ number, text }) => (
              <li key={number} class="passage" dir="auto">
                {marked(text)}
              </li>
            ))}
          </ol>
        </section>
      ))}
    </details>
  )
}
