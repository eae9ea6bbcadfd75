import { changes } from './randomness.ts'

const letter = 'a-z\\u00df-\\u00ff'
const strong = new RegExp(
  'api|secret|token|bearer|credential|private key|access key|schlüssel|geheim|secr[eè]te|jeton|secreta|privada|segret|' +
    `sleutel|licen[sc]e|lizenz|licen[cz]ia|clé|clave|llave|chiave|passkey|webhook|session|sitzung`,
)
const weak = new RegExp(`(?<![${letter}])(?:keys?|auth|login|zugang)(?![${letter}])`)
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const named =
  /:\/\/|\.(?:com|de|org|net|html?|js|css|png|jpe?g|pdf|json|ts|py|md|txt|example)(?![a-z])|^\d{4}-\d\d-\d\d|^[\d.:/-]+$|^sha\d{3}-/i

/** Does a word for a key stand within thirty signs before, and no word for what is only a fingerprint? */
export function secretCue(lower: string, start: number, word: string): boolean {
  const before = lower.slice(Math.max(0, start - 40), start)
  if (
    /(?:commit|sha-?\d*|integrity|checksum|prüfsumme|md5|revision|rev|uuid|build|order|bestell\w*|primary key)[^\n]{0,12}$/.test(
      before,
    )
  )
    return false
  return strong.test(before) || (!uuid.test(word) && weak.test(before))
}

/** A cheap measure of chance: in its longest part there are too few letters in a row for words. */
export function unguessable(word: string): boolean {
  if (word.length > 4096 || named.test(word)) return false
  if (uuid.test(word)) return true
  return word.split(/[-_./=:~%$+]/).some(part => part.length >= 12 && isChance(part))
}

const words = /[A-Z]?[a-z]{3,}/g

/** Little of it is left when what could be words is taken out. */
export function isChance(part: string): boolean {
  if (!/[a-z]/i.test(part)) return false
  const left = part.replace(words, '').length / part.length
  return /\d/.test(part) && !/^\D+\d{1,4}$/.test(part)
    ? left > 0.45
    : part.length >= 16 && left > 0.6 && changes(part) > part.length / 3
}
