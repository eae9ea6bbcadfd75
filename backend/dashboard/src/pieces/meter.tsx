import { number } from '../lib/format.ts'
import { fill, words } from '../words/words.ts'

interface Props {
  /** With `{used}` and `{budget}`. */
  phrase: string
  used: number
  budget: number
  /** Of what time, for those who hear it; today unless said otherwise. */
  label?: string
}

/** What is used of a budget. A budget of nothing is a full bar. */
export function Meter({ phrase, used, budget, label = words.assistants.today }: Props) {
  const text = fill(phrase, { used: number(used), budget: number(budget) })
  const share = budget > 0 ? Math.min(used / budget, 1) : 1
  return (
    <div class="meter">
      <progress
        class={share >= 1 ? 'spent' : share >= 0.8 ? 'near' : undefined}
        max={1}
        value={share}
        aria-label={`${label}: ${text}`}
      />
      <span aria-hidden="true">{text}</span>
    </div>
  )
}
