import { phones } from './phone.ts'
import type { PhoneJudge, Verdict } from './phone-judging.ts'
import plans from './plans-small.json' with { type: 'json' }

// `plans-small.json` is made of the library's plans by `make/main.ts`.

/** How the numbers of a calling code are made: what they look like, and what is dialled in front of them at home. */
interface Plan {
  valid: RegExp | undefined
  lengths: ReadonlySet<number>
  prefix: RegExp | undefined
}

const codeOf = new Map(
  Object.entries(plans).flatMap(([code, [, , , regions]]) =>
    regions!.split(' ').map(region => [region, code] as const),
  ),
)
const ready = new Map<string, Plan>()

/** By plans of a tenth of the size: regions that share a code are as the first of them; of some only lengths are known. */
const judge: PhoneJudge = (digits, region) => {
  if (digits.startsWith('+')) return abroad(digits.slice(1))
  const plan = planOf(codeOf.get(region ?? '') ?? '')
  return plan ? verdict(plan, digits) : 'none'
}

/** Telephone numbers, judged by small numbering plans: for a browser. */
export const findPhones = phones(judge)

/** No calling code is the beginning of another one. */
function abroad(digits: string): Verdict {
  for (const length of [1, 2, 3]) {
    const plan = planOf(digits.slice(0, length))
    if (plan) return verdict(plan, digits.slice(length))
  }
  return 'none'
}

function planOf(code: string): Plan | undefined {
  const known = ready.get(code)
  if (known) return known
  const [pattern, lengths, prefix] = (plans as Record<string, string[]>)[code] ?? []
  if (pattern === undefined || lengths === undefined) return undefined
  const plan = {
    valid: pattern ? new RegExp(`^(?:${pattern})$`) : undefined,
    lengths: new Set(lengths.split(',').map(Number)),
    prefix: prefix ? new RegExp(`^(?:${prefix})`) : undefined,
  }
  ready.set(code, plan)
  return plan
}

/** With what is dialled in front, as with a zero, or without it. */
function verdict({ valid, lengths, prefix }: Plan, digits: string): Verdict {
  const bare = prefix ? digits.replace(prefix, '') : digits
  if (valid?.test(bare) || valid?.test(digits)) return 'valid'
  return lengths.has(bare.length) ? 'possible' : 'none'
}
