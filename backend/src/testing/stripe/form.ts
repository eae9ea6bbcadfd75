/** Parameters as a form body or a query says them: text at the leaves, nested by brackets. */
export type Form = { [name: string]: string | Form | Array<string | Form> }

/** Reads `a[b][0][c]=1` and `a[]=1`, as Stripe's packages write them. */
export function readForm(text: string): Form {
  const root = branch()
  for (const [name, value] of new URLSearchParams(text)) place(root, steps(name), value)
  return settled(root) as Form
}

type Branch = Map<string, string | Branch>
const branch = (): Branch => new Map()

const steps = (name: string) =>
  name.split(/\[|\]\[|\]$/).filter((step, index, all) => !isTail(step, index, all))
const isTail = (step: string, index: number, all: string[]) =>
  step === '' && index === all.length - 1 && index > 1

function place(root: Branch, path: string[], value: string) {
  let here = root
  for (const step of path.slice(0, -1)) {
    const next = here.get(step)
    const below = next instanceof Map ? next : branch()
    here.set(step, below)
    here = below
  }
  const last = path.at(-1) ?? ''
  here.set(last === '' ? String(here.size) : last, value)
}

function settled(value: string | Branch): string | Form | Array<string | Form> {
  if (typeof value === 'string') return value
  const entries = [...value]
  const isArray = entries.length > 0 && entries.every(([key]) => /^\d+$/.test(key))
  if (isArray) return entries.map(([, below]) => settled(below) as string | Form)
  return Object.fromEntries(entries.map(([key, below]) => [key, settled(below)]))
}
