import type { Finding, Scan } from '../scan.ts'
import { isLively, valueAt } from './password-value.ts'
import { isStandIn } from './stand-ins.ts'

const name =
  /(?:pass?word|pass?wort|kennwort|mot de passe|mdp|contrase[nñ]a|wachtwoord|(?<![\p{L}\d])(?:pw|pwd))(?![\p{L}])/gu
const before =
  /(?:^|[\s"'(:])([^\s"']{4,40})["']? (?:is|ist|est|es|è|as|als|comme|como|come) (?:(?:my|mein|the|das|mon|le|mi|la|la mia|mijn|het|old|new|altes|neues)(?: [\p{L}\d-]{1,20}){0,2} )?$/u

/** `hunter2 is my password`: the value before its name, if it is no word. */
export function turned({ text, lower }: Scan): Finding[] {
  const found: Finding[] = []
  for (const { index } of lower.matchAll(name)) {
    const from = Math.max(0, index - 84)
    const match = before.exec(lower.slice(from, index))
    if (!match?.[1]) continue
    const start = from + match.index + match[0].indexOf(match[1])
    add(found, text, start, start + match[1].length)
  }
  return found
}

const change =
  /(?:set|chang|reset|updat|put|made|cambi|modifi|impost|mis|puse|puest|wijzig|verander|zet|setz|stell|änder)[^\n.!?]{0,32}$/
const towards = /^(?: \p{L}{1,12})? (?:to|as|auf|in|zu|en|par|por|a|con|naar|als|à|pour) /u
const done = /^["']? (?:ge|um|ab|ver)[a-zäöü]{2,16}/

/** `I changed my password to hunter2`, `ich habe mein Passwort auf Katze99 geändert` */
export function changed({ text, lower }: Scan): Finding[] {
  const found: Finding[] = []
  for (const { index, 0: word } of lower.matchAll(name)) {
    const after = index + word.length
    const way = towards.exec(lower.slice(after, after + 24))?.[0]
    const value = way === undefined ? undefined : valueAt(text, after + way.length)
    if (!value) continue
    const told =
      change.test(lower.slice(Math.max(0, index - 40), index)) ||
      done.test(lower.slice(value[1], value[1] + 20))
    if (told) add(found, text, ...value)
  }
  return found
}

const login =
  /(?<![\p{L}\d])(?:log-?in|zugang(?:sdaten)?|anmeldedaten|credentials?|identifiants?|accès|credenciales|acceso|credenziali|accesso|inlog(?:gegevens)?|user(?:name)?|benutzer(?:name)?) {0,2}[:=] {0,2}[^\s/|,;]{2,64} ?[/|,;] ?([^\s/|,;=]{4,64})|(?<=\s)(?:-u|--user)[ =]["']?[^\s:"']{1,64}:([^\s"'@]{3,64})/gu

/** `Login: anna / Katze77`, `curl -u anna:Katze77`: a password that only its place behind a name tells. */
export function logins({ text, lower }: Scan): Finding[] {
  const found: Finding[] = []
  for (const match of lower.matchAll(login)) {
    const end = match.index + match[0].length
    add(found, text, end - (match[1] ?? match[2] ?? '').length, end)
  }
  return found
}

/** Only what has letters and digits or signs; an address is none. */
function add(found: Finding[], text: string, start: number, end: number): void {
  const value = text.slice(start, end)
  if (!/\p{L}/u.test(value) || !isLively(value) || isStandIn(value) || /@[^@]{0,64}\.|[:=]$/.test(value))
    return
  found.push({ kind: 'password', start, end, weight: 0.8 })
}
