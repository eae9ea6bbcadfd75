import type { Assistant } from '@atavus/contract/console'
import { Section } from '../../pieces/section.tsx'
import { words } from '../../words/words.ts'
import { SignedIdentity } from './identity.tsx'
import { PublicKeys } from './public-keys.tsx'

interface Props {
  assistant: Assistant
  onChanged: (assistant: Assistant) => void
}

/** Which keys the script tags of this assistant carry, and whether it believes who their visitors are said to be. */
export function AssistantKeys({ assistant, onChanged }: Props) {
  return (
    <>
      <Section {...words.publicKeys.about}>
        <PublicKeys assistant={assistant} />
      </Section>
      <Section {...words.identity.about}>
        <SignedIdentity assistant={assistant} onChanged={onChanged} />
      </Section>
    </>
  )
}
