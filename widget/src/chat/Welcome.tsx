import type { PublicAssistant } from '@atavus/contract/chat'
import { Icon } from './Icon.tsx'
import type { Words } from './words/shape.ts'

interface Props {
  assistant: PublicAssistant
  words: Words
  onChoose(question: string): void
}

/** The empty conversation: who speaks here, and what could be asked. */
export function Welcome({ assistant, words, onChoose }: Props) {
  const { greeting, name, suggestions } = assistant
  return (
    <div class="welcome">
      <span class="avatar big">
        <Icon name="mark" />
      </span>
      <p class="greeting" dir="auto">
        {greeting || name}
      </p>
      {suggestions.length > 0 && (
        <ul aria-label={words.suggestions}>
          {suggestions.map(question => (
            <li key={question}>
              <button type="button" class="suggestion" dir="auto" onClick={() => onChoose(question)}>
                {question}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
