import { Icon } from '@atavus/widget/chat/Icon.tsx'
import type { OwnAssistant } from '../own/checked.ts'
import type { Words } from '../words/shape.ts'

interface Props {
  words: Words
  assistants: OwnAssistant[]
  picked: string
  onPick(id: string): void
}

/** Which assistant is asked; where there are several workspaces they stand apart. */
export function Picker({ words, assistants, picked, onPick }: Props) {
  const workspaces = [...new Map(assistants.map(({ workspace }) => [workspace.id, workspace])).values()]
  const options = (of: string) =>
    assistants
      .filter(({ workspace }) => workspace.id === of)
      .map(({ id, name }) => (
        <option key={id} value={id} selected={id === picked}>
          {name}
        </option>
      ))
  return (
    <>
      <span class="avatar">
        <Icon name="mark" />
      </span>
      <div class="who">
        <h2 class="hidden">{assistants.find(({ id }) => id === picked)?.name ?? words.room.assistant}</h2>
        <select
          class="picker"
          aria-label={words.room.assistant}
          disabled={assistants.length === 0}
          value={picked}
          onChange={event => onPick(event.currentTarget.value)}
        >
          {workspaces.length === 1
            ? options(workspaces[0]!.id)
            : workspaces.map(({ id, name }) => (
                <optgroup key={id} label={name}>
                  {options(id)}
                </optgroup>
              ))}
        </select>
      </div>
    </>
  )
}
