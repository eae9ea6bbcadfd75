import { matches } from '../matches.ts'
import type { Finding, Scan } from '../scan.ts'
import { withoutTail } from '../tail.ts'
import { isChance } from './context.ts'
import { isStandIn } from './stand-ins.ts'

const names =
  'api[ _-]?keys?|apikey|api[ _-]?secret|api[ _-]?token|(?:access|account|private|secret|encryption|signing|master|storage|license|licence|deploy|shared|product|activation|recovery|service|publishable|admin)[ _-]?(?:access[ _-]?)?keys?|' +
  'secrets?|client[ _-]?secret|token|auth[ _-]?token|csrf|xsrf|sess(?:ion)?[ _-]?id|sessid|connect\\.sid|session|sid|credentials?|hmac|signature|' +
  "api-?schlüssel|schlüssel|lizenzschlüssel|geheimnis|clé(?: api| secrète| privée| de licence| d'accès| d'api)?|jeton|clave (?:api|secreta|privada|de acceso|de licencia)|chiave(?: api| segreta| privata| di licenza| di accesso)?|api-?sleutel|sleutel|_key|_pass"
const assignment = new RegExp(
  `(?:${names})(?![a-rt-z0-9à-ÿ])[\\w-]{0,24}["'\`*\\]]{0,3} {0,3}(?:=>|:=|[=:]| (?:is|ist|lautet|est|es|è) ?:?) {0,3}(["'\`*]{0,2})([^\\s"'\`,;<>|]{6,4096})`,
  'g',
)

/** `API_KEY=…`, `"token": "…"`, `le jeton est …`: what is assigned to a name of a secret. */
export function assignments({ text, lower }: Scan): Finding[] {
  const found: Finding[] = []
  for (const match of matches(lower, assignment)) {
    const spelled = match[2] ?? ''
    const from = match.index + match[0].length - spelled.length
    const written = text.slice(from, from + spelled.length)
    const next = written.search(/&\w{1,40}=/)
    const value = withoutTail(next < 0 ? written : written.slice(0, next), '.,:!?)]}*')
    if (
      /tokens|max_token|token_?(?:count|limit|type|url)|key_?(?:board|word|frame|note)/.test(
        match[0].slice(0, -spelled.length),
      )
    )
      continue
    if (!secretive(value, match[1] !== '')) continue
    found.push({ kind: 'secret', scheme: 'assigned', start: from, end: from + value.length, weight: 0.8 })
  }
  return found
}

const file = /^[./~]|\.(?:pem|crt|key|cer|der|json|txt|env)$/

function secretive(value: string, quoted: boolean): boolean {
  if (value.length < 6 || isStandIn(value) || file.test(value)) return false
  if (/^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}$|^https?:|^\d+[a-z%]{1,3}$|^[\d.,]+$/i.test(value))
    return /^\d{6,}$/.test(value)
  if (/\d/.test(value)) return /[a-z]/i.test(value)
  return (quoted && value.length >= 10 && /[^a-z_-]/i.test(value)) || isChance(value)
}
