import type { DocumentSummary } from '@atavus/contract/console'
import { languageName, number, site } from '../lib/format.ts'
import { Time } from '../pieces/time.tsx'
import { count, words } from '../words/words.ts'

/** Documents as a table; on narrow screens each row is a card that names its values itself. */
export function DocumentTable({ assistant, documents }: { assistant: string; documents: DocumentSummary[] }) {
  const { caption, document, language, passages, size, changed } = words.knowledge
  return (
    <table class="sheet rows">
      <caption class="unseen">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{document}</th>
          <th scope="col">{language}</th>
          <th scope="col" class="figure">
            {size}
          </th>
          <th scope="col" class="figure">
            {passages}
          </th>
          <th scope="col">{changed}</th>
        </tr>
      </thead>
      <tbody>
        {documents.map(({ id, title, url, ...document }) => (
          <tr key={id}>
            <th scope="row">
              <a class="cover" href={`/assistants/${assistant}/knowledge/${id}`}>
                {title}
              </a>
              {url && <span class="address">{site(url)}</span>}
            </th>
            <td data-label={language}>{languageName(document.language)}</td>
            <td data-label={size} class="figure">
              {count(words.units.characters, document.characters)}
            </td>
            <td data-label={passages} class="figure">
              {number(document.passages)}
            </td>
            <td data-label={changed}>
              <Time iso={document.updatedAt} only="day" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
