import type { TargetedEvent } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { nameOf, type Prompt } from '../prompts/prompts.ts'
import type { Ground } from './ground.ts'

/** The user's own prompts: to add, to change and to remove. */
export function Prompts({ ground: { house, words } }: { ground: Ground }) {
  const { prompts: said } = words
  const [own, setOwn] = useState<Prompt[]>([])
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => void house.choices.prompts().then(setOwn), [])

  async function add(event: TargetedEvent<HTMLFormElement>) {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const [name, text] = [nameOf(String(data.get('name'))), String(data.get('text')).trim()]
    if (!name || !text) return
    setOwn(await house.choices.keepPrompt({ name, text }))
    form.current?.reset()
  }
  /** Written into the form again: added under the same name it takes the place of what was there. */
  function change(prompt: Prompt) {
    for (const part of ['name', 'text'] as const) {
      const field = form.current!.elements.namedItem(part) as HTMLInputElement
      field.value = prompt[part]
      field.focus()
    }
  }
  return (
    <section>
      <h3>{said.title}</h3>
      <p class="part">{said.hint}</p>
      <ul>
        {own.map(({ name, text }) => (
          <li key={name} class="entry">
            <span class="of">
              <span class="name" dir="auto">{`/${name}`}</span>
              <span class="part" dir="auto">
                {text}
              </span>
            </span>
            <button type="button" class="small" onClick={() => change({ name, text })}>
              {said.change}
            </button>
            <button type="button" class="small" onClick={() => house.choices.dropPrompt(name).then(setOwn)}>
              {said.remove}
            </button>
          </li>
        ))}
      </ul>
      <form class="line" ref={form} onSubmit={add}>
        <input
          name="name"
          aria-label={said.name}
          placeholder={said.name}
          maxLength={30}
          dir="auto"
          required
        />
        <input
          name="text"
          aria-label={said.text}
          placeholder={said.text}
          maxLength={2000}
          dir="auto"
          required
        />
        <button type="submit" class="small">
          {said.add}
        </button>
      </form>
    </section>
  )
}
