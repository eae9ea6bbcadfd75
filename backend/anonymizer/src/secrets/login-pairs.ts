import { matches } from '../matches.ts'
import type { Finding, Scan } from '../scan.ts'
import { withoutTail } from '../tail.ts'
import { isEveryday } from './everyday.ts'
import { isPasswordLike } from './password-lively.ts'

const strict =
  "creds|cred|credentials|access data|login (?:data|details|info)|zugangsdaten|login[ -]?daten|anmeldedaten|logindaten|identifiants|codes d'accès|credenciales|datos de (?:acceso|inicio de sesión)|credenziali|dati di accesso|inloggegevens"
const loose =
  'log(?:ged|ging)? ?-?in|logge|einlogg\\p{L}*|anmeld\\p{L}*|melde mich|connecte\\p{L}*|connexion|entro|entrar|accedo|accedere|acced\\p{L}*|inici\\p{L}* sesión|inlog\\p{L}*|log in|user(?:name)?|account|konto|benutzer(?:name)?|usuario|utente|utilisateur|identifiant|gebruiker(?:snaam)?'
const pair = new RegExp(
  `(?<!\\p{L})(?:(?<strict>${strict})|(?:${loose}))(?!\\p{L})[ :=]{1,3}(?:(?:are|is|with|as|using|sind|mit|als|mich|sont|est|avec|comme|son|es|con|como|sono|è|come|zijn|met|in|me) ){0,3}` +
    `(?<name>[^\\s,;|/]{2,64}?)(?<gap> ?[/|,;:>] ?| (?:and|und|et|y|e|en|with|mit|avec|con|met|&|\\+) (?:(?:my|mein|mon|mi|mijn|the|password|pw|pass) ){0,2}| )(?<value>[^\\s,;|]{4,64})`,
  'gu',
)

const linking =
  /^(?:is|are|as|in|on|with|ist|sind|mit|als|mich|ein|est|sont|avec|comme|son|con|como|sono|come|zijn|met|me|und|ou|oder|page|seite|via|per|par|por)$/

/** A name to log in with, and right behind it what can only be the password: `I log in with anna@web.de and Sommer23`. */
export function loginPairs({ text, lower }: Scan): Finding[] {
  const found: Finding[] = []
  for (const match of matches(lower, pair)) {
    const { strict, name = '', gap = '', value: spelled = '' } = match.groups ?? {}
    const start = match.index + match[0].length - spelled.length
    const value = withoutTail(text.slice(start, start + spelled.length), '.,;:?"\'`)]}*')
    const plain = strict && /[/|]/.test(gap) && /^\p{L}{4,}$/u.test(value) && !isEveryday(value.toLowerCase())
    if (isEveryday(name) || linking.test(name) || !(plain || isPasswordLike(value))) continue
    found.push({ kind: 'password', start, end: start + value.length, weight: 0.7 })
  }
  return found
}
