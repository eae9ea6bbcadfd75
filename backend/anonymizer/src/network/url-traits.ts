import { looksRandom } from '../secrets/randomness.ts'
import { peoplesPage } from './url-people.ts'

/** Does this address carry something of a person: a login, a key, a name, a document of theirs? */
export function tellsOfSomebody(url: string): boolean {
  if (url.length > 2048) return true
  const [, scheme = '', authority = '', path = '', after = ''] =
    /^(?:([a-z0-9+.-]+):\/\/)?([^/?#]*)([^?#]*)(.*)$/is.exec(url) ?? []
  if (/^file$/i.test(scheme)) return false
  const login = authority.slice(0, Math.max(0, authority.lastIndexOf('@')))
  if (login && !/^(?:git|svn|hg)$/i.test(login)) return true
  const host = authority
    .slice(authority.lastIndexOf('@') + 1)
    .toLowerCase()
    .replace(/^www\.|:\d+$/g, '')
  if (!/[a-z0-9]/.test(host)) return false
  return (
    peoplesPage(host, path, after) ||
    tellingQuery(host, after) ||
    tellingPath(host, after.startsWith('#/') ? path + after.slice(1) : path)
  )
}

const strong =
  /^(?:.*[_-])?(?:access_?token|id_?token|refresh_?token|token|api_?key|apikey|secret|client_?secret|sig|signature|session|session_?id|sessionid|sid|phpsessid|jsessionid|auth|jwt|otp|password|passwd|pwd|pass|pin|e-?mail|mail|user|user_?name|user_?id|userid|uid|login|phone|tel|mobile|name|first_?name|last_?name|vorname|nachname|nom|prenom|nombre|apellidos?|cognome|naam|birth_?date|dob|iban|customer_?id|customer|member_?id|invite|invitation|reset|magic|magic_?link|otp|nonce|ticket_?token|x-amz-signature|x-amz-credential|x-amz-security-token|awsaccesskeyid|sharedaccesssignature|credential)$/
const weak =
  /^(?:.*[_-])?(?:key|code|state|hash|h|id|k|t|u|auth_?code|verify|verification|confirm|confirmation|unsubscribe|share|sharekey|resourcekey|authkey|rlkey|usp_token|fbclid|gclid|msclkid|mc_eid|_hsenc|ref_?token|referral|s|e|p|c)$/
const idle =
  /^(?:true|false|yes|no|null|none|undefined|new|all|me|asc|desc|date|price|guest|any|[a-z]{2}|\{.*|<.*|%7b.*|your.*|x{2,}|\.{2,}|\*+)$/i

function tellingQuery(host: string, after: string): boolean {
  for (const part of after.split(/[?#&;!/]/, 64)) {
    const [name = '', ...values] = part.split('=')
    const value = values.join('=')
    if (!value && !/@|%40/.test(part)) continue
    if (/[^\s@=]@[^\s@=]+\.\w|%40[\w-]+\./.test(part)) return true
    const key = name.toLowerCase()
    if (/^utm_|^(?:list|v|lang|locale|q|query|search|page|sort|color|colour)$/.test(key)) continue
    if (strong.test(key) && value.length > 2 && !idle.test(value)) return true
    if (weak.test(key) && value.length >= 8 && /\d/.test(value) && looksRandom(value)) return true
    if (value.length >= 20 && looksRandom(value) && !/youtu|google\.[a-z.]+$/.test(host)) return true
  }
  return false
}

const errand =
  /^(?:reset|reset-?password|password-?reset|passwort|invite|invites|invitation|join|verify|verification|confirm|activate|activation|magic|magic-?link|login|auth|token|unsubscribe|share|shared|s|sh|d|doc|view|file|download|track|tracking|recover|claim|rsvp)$/
const asset = /\.(?:js|mjs|css|map|png|jpe?g|gif|svg|webp|avif|ico|woff2?|ttf|mp4|webm|html?|php|aspx?|pdf)$/i

function tellingPath(host: string, path: string): boolean {
  if (asset.test(path) || /^(?:github|gitlab|bitbucket)\./.test(host)) return false
  const segments = path.split('/', 24).filter(Boolean)
  return segments.some((segment, at) => {
    const before = (segments[at - 1] ?? '').toLowerCase()
    if (/^~[a-z]/i.test(segment) || /^[^@]+(?:@|%40)[\w-]+\.\w/.test(segment)) return true
    if (
      /^(?:users?|u|profiles?|profil|members?|people|customers?|kunden|clients?|accounts?|konto|perfil|usuarios?|utenti|gebruikers?)$/.test(
        before,
      )
    )
      return personal(host, segments, segment)
    if (errand.test(before) && segment.length >= 8 && /\d/.test(segment) && looksRandom(segment)) return true
    return segment.length >= 20 && looksRandom(segment)
  })
}

const manual = /^(?:docs?|help|support|developers?|api|learn|wiki|hilfe|aide)\.|\.(?:readthedocs\.io)$/
const everybodys =
  /^(?:settings|login|log-?in|logout|sign[-_]?(?:in|up|out)|register|edit|help|guide|guides|new|me|create|list|all|profile|password|reset|forgot|forgot-password|orders|overview|index|search|about|faq|delete|account|dashboard|preferences|privacy|address(?:es)?|support|home|getting-started|management|permissions|roles|welcome|\{.*|:.*|<.*)$/i

function personal(host: string, segments: string[], name: string): boolean {
  if (
    manual.test(host) ||
    segments.some(segment =>
      /^(?:docs?|help|support|faq|hilfe|aide|ayuda|wiki|blog|api-docs)$/i.test(segment),
    )
  )
    return false
  return !everybodys.test(name) && !asset.test(name)
}
