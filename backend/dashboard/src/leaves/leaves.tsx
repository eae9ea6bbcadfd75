import type { Assistant } from '@atavus/contract/console'
import { Section } from '../pieces/section.tsx'
import { words } from '../words/words.ts'
import { Contacts } from './contacts.tsx'
import { Trial } from './trial.tsx'

interface Props {
  assistant: Assistant
  onChanged: (assistant: Assistant) => void
}

/** What a model outside this server gets to read: what stays readable, and a text to try it with. */
export function Leaves({ assistant, onChanged }: Props) {
  return (
    <>
      {assistant.model !== 'deepseek' && <p class="note apart">{words.leaves.nothing}</p>}
      <Section {...words.leaves.contacts}>
        <Contacts assistant={assistant} onChanged={onChanged} />
      </Section>
      <Section {...words.leaves.trial}>
        <Trial id={assistant.id} />
      </Section>
    </>
  )
}
