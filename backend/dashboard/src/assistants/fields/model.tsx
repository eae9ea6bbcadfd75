import type { Assistant, Models } from '@atavus/contract/console'
import { useId } from 'preact/hooks'
import { useKnownPlan } from '../../billing/held.ts'
import { countryName, lately } from '../../lib/format.ts'
import { Icon } from '../../pieces/icon.tsx'
import { count, fill, words } from '../../words/words.ts'

type Model = Models['items'][number]

/** One model: how it answers, where words go with it, and what the last check of that way found. */
export function ModelChoice({ model, chosen }: { model: Model; chosen: Assistant['model'] }) {
  const id = useId()
  const { name, available, recipient, canary } = model
  return (
    <div class="choice">
      <input
        type="radio"
        id={id}
        name="model"
        value={name}
        defaultChecked={name === chosen}
        disabled={!available && name !== chosen}
        aria-describedby={`${id}-text`}
      />
      <div>
        <label for={id}>{words.models[name].title}</label>
        <div class="choice-about" id={`${id}-text`}>
          <p class="hint">{words.models[name].text}</p>
          {recipient && (
            <p class="hint">
              {fill(words.settings.recipient, {
                recipient: recipient.name,
                country: countryName(recipient.country),
              })}
            </p>
          )}
          {!available && <p class="hint warn">{words.settings.notSetUp}</p>}
          {recipient && <OutsidePlan />}
          {recipient && <Canary canary={canary} />}
        </div>
      </div>
    </div>
  )
}

/** A plan may be without models that leave our server. */
function OutsidePlan() {
  const plan = useKnownPlan()?.plan
  if (!plan || plan.limits.remote) return null
  return (
    <p class="hint warn">
      {words.billing.noRemote} <a href="/billing">{words.billing.toPlans}</a>
    </p>
  )
}

function Canary({ canary }: { canary: Model['canary'] }) {
  const { never, clean, leak } = words.settings.canary
  if (!canary) return <p class="hint warn">{never}</p>
  const { at, planted, arrived } = canary
  const told = { when: lately(at, new Date()), planted: count(words.units.planted, planted), arrived }
  return arrived === 0 ? (
    <p class="hint checked">
      <Icon name="done" />
      {fill(clean, told)}
    </p>
  ) : (
    <p class="problem checked">
      <Icon name="warning" />
      {fill(leak, told)}
    </p>
  )
}
