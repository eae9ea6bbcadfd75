import { commonEnding, isPlainProvider, knownEnding } from './mail-domains.ts'

/** What people say instead of a dot, in six languages. */
export const dots = 'dot|d0t|punkt|point|punto|punt|period'

export interface Domain {
  house: string
  /** Its last label; empty if it is the bare name of a mail provider. */
  ending: string
  /** Is one of its dots written as a word? */
  spelled: boolean
  end: number
}

const dot = new RegExp(`^(?: ?[([{<] ?(?:${dots}|\\.) ?[)\\]}>] ?|[ _*~-](?:${dots})[ _*~-]|\\.| \\. )`)
const label = /^[\p{L}\p{N}-]{1,63}/u
const tail = new RegExp(`-(?:${dots})-`)

/** Labels with dots between them, spelled or not, from `from` on. */
export function readDomain(lower: string, from: number): Domain | undefined {
  let at = from
  let spelled = false
  let domain: Domain | undefined
  let house = ''
  for (let count = 0; count < 6; count++) {
    let name = label.exec(lower.slice(at, at + 64))?.[0]
    if (!name) break
    name = name.slice(0, tail.exec(name)?.index)
    at += name.length
    if (!count) house = name
    else if (knownEnding(name)) domain = { house, ending: name, spelled, end: at }
    const next = dot.exec(lower.slice(at, at + 12))?.[0]
    if (!next) break
    if (/[a-z([{<]/.test(next)) spelled = true
    at += next.length
  }
  if (domain) return domain
  return isPlainProvider(house) ? bare(lower, house, from + house.length) : undefined
}

/** The name of a provider alone, or with its ending behind a mere space: `gmail com`. */
function bare(lower: string, house: string, end: number): Domain {
  const ending = /^ ([a-z]{2,3})(?![a-z0-9\u00df-\u024f])/.exec(lower.slice(end, end + 5))?.[1] ?? ''
  if (!commonEnding.test(ending)) return { house, ending: '', spelled: false, end }
  return { house, ending, spelled: true, end: end + 1 + ending.length }
}
