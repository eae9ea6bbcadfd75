import { matches } from '../matches.ts'
import type { Finding, Scan } from '../scan.ts'
import { withoutTail } from '../tail.ts'

const path =
  /(?<![\w/.])(?:file:\/{2,3})?(?:\/(?:users|home)\/|[a-z]:[\\/]{1,2}(?:users|benutzer|utilisateurs|usuarios|utenti|gebruikers|documents and settings)[\\/]{1,2}|\\\\[\w.-]{1,40}\\(?:users|home)\$?\\)([^\s\\/<>"'`|:*?$%{}[\](),;!]{1,40}(?: [^\s\\/<>"'`|:*?$%{}]{1,30}){0,2}(?=[\\/])|[^\s\\/<>"'`|:*?$%{}[\](),;!]{1,40})[^\s<>"'`|*?]*/g
const everybodys =
  /^(?:shared|public|default|default user|all users|guest|user|users|username|your_?-?name|you|me|runner|ubuntu|ec2-user|pi|node|root|admin|administrator|vagrant|docker|app|www|www-data|git|build|jenkins|home|xxx+|user\d*|node_?user|node_modules|staging|foo|bar|test|example|project|\.+)$/

/** Paths into a person's folder, which bears the name of the person. */
export function homes({ lower }: Scan): Finding[] {
  const found: Finding[] = []
  if (!/users|home|benutzer|utilis|usuarios|utenti|gebruikers|documents and/.test(lower)) return found
  for (const { index, 0: whole, 1: name = '' } of matches(lower, path)) {
    if (everybodys.test(name.trim())) continue
    found.push({
      kind: 'url',
      scheme: 'path',
      start: index,
      end: index + withoutTail(whole, '.,;:!)]').length,
      weight: 0.8,
    })
  }
  return found
}
