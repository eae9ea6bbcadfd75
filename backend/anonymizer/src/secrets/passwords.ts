import type { Finding, Scan } from '../scan.ts'
import { answers } from './answers.ts'
import { oneTimeCodes } from './codes.ts'
import { loginPairs } from './login-pairs.ts'
import { changed, logins, turned } from './password-around.ts'
import { passwordColumns } from './password-columns.ts'
import { dealing, known, owned, passwordCue } from './password-cues.ts'
import { near } from './password-near.ts'
import { believed, isLively, type Lead, valueAt } from './password-value.ts'
import { withSpelling } from './typos.ts'

/** Passwords, PINs, one-time codes and security answers that somebody has written down: the value alone. */
export function findPasswords(scan: Scan): Finding[] {
  return withSpelling(scan, written)
}

function written(scan: Scan): Finding[] {
  const plain = named(scan)
  return [
    ...plain,
    ...near(scan, plain),
    ...turned(scan),
    ...changed(scan),
    ...logins(scan),
    ...loginPairs(scan),
    ...oneTimeCodes(scan),
    ...answers(scan),
    ...passwordColumns(scan),
  ]
}

/** A name to log in with, in front of the word for the password. */
const loggedIn =
  /(?<!\p{L})(?:user(?:name)?|login|benutzer(?:name)?|identifiant|utilisateur|pseudo|usuario|utente|gebruiker(?:snaam)?)(?:[ :=]|is |ist |est |es |è ){1,5}[^\s:=,;/|]{2,48}[\s,;/|]{1,3}(?:(?:and|und|et|y|e|en|my|mein|mon|mi|mijn|la|the) ){0,2}$/u

function named({ text, lower }: Scan): Finding[] {
  const found: Finding[] = []
  for (const match of lower.matchAll(passwordCue)) {
    const { mark, verb, sure, short } = match.groups ?? {}
    const value = valueAt(text, match.index + match[0].length)
    if (!value) continue
    const before = lower.slice(Math.max(0, match.index - 40), match.index)
    // What is no word of a language needs no words around it.
    const plain = !isLively(text.slice(...value))
    if (plain && dealing.test(before)) continue
    const login = (plain || !sure) && loggedIn.test(before)
    const lead: Lead = {
      way: mark ? 'mark' : verb ? 'verb' : 'bare',
      name: sure ?? (match.groups?.id ? '' : short) ?? '',
      sure: Boolean(sure) || login,
      login,
      owned: plain && (owned.test(before) || /^ (?:lautet|heißt|heisst|luidt)/.test(verb ?? '')),
      known: plain && known.test(before),
    }
    const [start, end] = value
    if (!believed(text, lower, start, end, lead)) continue
    found.push({ kind: 'password', start, end, weight: lead.way === 'bare' ? 0.7 : 0.9 })
    another(text, lower, end, lead, found)
  }
  return found
}

const next =
  /^[^\n]{0,24}?(?:new|old|other|neue[sr]?|altes?|andere[sr]?|nouveau|ancien|autre|nuev[oa]|vieja|otra|nuov[oa]|vecchi[oa]|altr[oa]|nieuwe?|oude?|andere?)(?: (?:one|pass\p{L}*|pw))?(?: (?:is|was|ist|war|est|es|era|è)| ?:) /u

/** "… and the new one is Summer2020": a second password soon after the first. */
function another(text: string, lower: string, end: number, lead: Lead, found: Finding[]): void {
  const way = next.exec(lower.slice(end, end + 64))?.[0]
  const value = way === undefined ? undefined : valueAt(text, end + way.length)
  if (!value || !believed(text, lower, ...value, { ...lead, way: 'verb' })) return
  found.push({ kind: 'password', start: value[0], end: value[1], weight: 0.8 })
}
