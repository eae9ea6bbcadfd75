import { Icon } from '@atavus/widget/chat/Icon.tsx'
import { Tick } from '@atavus/widget/chat/Tick.tsx'
import type { TargetedEvent } from 'preact'
import type { Ground } from './ground.ts'

/** What is collected, before anything is: read and agreed to once. */
export function First({ ground, onDone }: { ground: Ground; onDone(): void }) {
  const { first } = ground.words
  async function submit(event: TargetedEvent<HTMLFormElement>) {
    event.preventDefault()
    await ground.house.choices.agree()
    onDone()
  }
  return (
    <form class="page" onSubmit={submit}>
      <span class="avatar big">
        <Icon name="mark" />
      </span>
      <h2>{first.title}</h2>
      <p>{first.lead}</p>
      <dl class="told">
        {first.collected.map(([what, why]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{why}</dd>
          </div>
        ))}
      </dl>
      <p>{first.never}</p>
      <Tick name="agree" text={first.agree} required />
      <button type="submit" class="equal">
        {first.go}
      </button>
    </form>
  )
}
