import type { Assistant } from '@atavus/contract/console'
import { site } from '../lib/format.ts'
import { CodeToCopy } from '../pieces/copy.tsx'
import { Outside } from '../pieces/outside.tsx'
import { Section } from '../pieces/section.tsx'
import { fill, words } from '../words/words.ts'
import { readTag } from './tag.ts'

/** How the assistant comes onto a site. */
export function Embed({ assistant }: { assistant: Assistant }) {
  const { inAddress, policy } = readTag(assistant.tag, assistant.key, location.origin)
  return (
    <>
      <Section title={words.embed.tag} text={words.embed.tagText}>
        <CodeToCopy code={assistant.tag} label={words.embed.copyTag} />
      </Section>
      <Section title={words.embed.attributes} text={words.embed.attributesText}>
        <Attributes accent={assistant.accent} />
      </Section>
      <Section title={words.embed.managers} text={words.embed.managersText}>
        <CodeToCopy code={inAddress} label={words.embed.copyManagers} />
      </Section>
      <Section title={words.embed.csp} text={words.embed.cspText}>
        <CodeToCopy code={policy} label={words.embed.copyCsp} />
      </Section>
      {assistant.origins.length > 0 && (
        <Section title={words.embed.try} text={words.embed.tryText}>
          <ul class="sites" aria-label={words.embed.trySites}>
            {assistant.origins.map(origin => (
              <li key={origin}>
                <Outside to={origin}>{site(origin)}</Outside>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}

function Attributes({ accent }: { accent: string }) {
  return (
    <table class="sheet">
      <caption class="unseen">{words.embed.attributes}</caption>
      <thead>
        <tr>
          <th scope="col">{words.embed.attribute}</th>
          <th scope="col">{words.embed.values}</th>
          <th scope="col">{words.embed.meaning}</th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(words.embed.attributeRows).map(([name, { values, text }]) => (
          <tr key={name}>
            <th scope="row">
              <code>{name}</code>
            </th>
            <td data-label={words.embed.values}>{fill(values, { accent })}</td>
            <td data-label={words.embed.meaning}>{text}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
