import type { Prompt } from '../prompts/prompts.ts'
import type { Words } from '../words/shape.ts'

interface Props {
  words: Words
  prompts: Prompt[]
  onChoose(name: string): void
}

/** The prompts that fit what is being typed after a slash. */
export function Offered({ words, prompts, onChoose }: Props) {
  if (prompts.length === 0) return null
  return (
    <ul class="offered" aria-label={words.prompts.offered}>
      {prompts.slice(0, 8).map(({ name, text }) => (
        <li key={name}>
          <button type="button" title={text} onClick={() => onChoose(name)}>
            <span dir="auto">{`/${name}`}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
