import { CodeToCopy } from '../pieces/copy.tsx'
import { Section } from '../pieces/section.tsx'
import { words } from '../words/words.ts'
import { nodeExample } from './example.ts'

/** How the owner's server tells that what arrives is ours. */
export function Verifying() {
  const { title, text, docs, copy } = words.webhooks.verifying
  return (
    <Section title={title} text={text}>
      <CodeToCopy code={nodeExample} label={copy} />
      <p>
        <a href="/docs#about-webhooks" rel="external">
          {docs}
        </a>
      </p>
    </Section>
  )
}
