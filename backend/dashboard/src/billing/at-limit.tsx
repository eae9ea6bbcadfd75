import type { AtLimit, Billing } from '@atavus/contract/billing'
import { useId } from 'preact/hooks'
import { useMay } from '../frame/signed.ts'
import { call } from '../lib/call.ts'
import { useSubmit } from '../lib/submit.ts'
import { Section } from '../pieces/section.tsx'
import { Alert } from '../pieces/states.tsx'
import { words } from '../words/words.ts'

const choices: readonly AtLimit[] = ['stop', 'quote']

interface Props {
  billing: Billing
  onChanged: (billing: Billing) => void
}

/** What happens once the month is used up; a choice is kept at once. */
export function AtLimitChoice({ billing, onChanged }: Props) {
  const mayManage = useMay()('billing:manage')
  const { title, text, legend } = words.billing.atLimit
  const { sending, submit, error } = useSubmit(async (_, form) => onChanged(await keep(form, billing)))
  return (
    <Section title={title} text={text}>
      <form onSubmit={submit} onChange={event => event.currentTarget.requestSubmit()}>
        <fieldset class="whole field choices" disabled={!mayManage}>
          <legend class="unseen">{legend}</legend>
          {choices.map(name => (
            <Choice key={name} name={name} chosen={name === billing.atLimit} />
          ))}
        </fieldset>
        <p class="save-state kept" role="status">
          {sending.phase === 'done' ? words.saved : ''}
        </p>
        <Alert error={error} />
      </form>
    </Section>
  )
}

function Choice({ name, chosen }: { name: AtLimit; chosen: boolean }) {
  const id = useId()
  const { label, hint } = words.billing.atLimit[name]
  return (
    <div class="choice">
      <input
        type="radio"
        id={id}
        name="atLimit"
        value={name}
        defaultChecked={chosen}
        aria-describedby={`${id}-hint`}
      />
      <div>
        <label for={id}>{label}</label>
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      </div>
    </div>
  )
}

/** Keeps what the form says, also what it says by the time that the first was kept; refused, it goes back. */
async function keep(form: HTMLFormElement, billing: Billing): Promise<Billing> {
  let kept = billing
  try {
    for (let wish = wishIn(form); wish !== kept.atLimit; wish = wishIn(form))
      kept = await call('changeBilling', { body: { atLimit: wish } })
    return kept
  } catch (refusal) {
    form.reset()
    throw refusal
  }
}

const wishIn = (form: HTMLFormElement) => new FormData(form).get('atLimit') as AtLimit
