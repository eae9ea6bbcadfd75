import { isStandIn } from './stand-ins.ts'

/** What has letters and digits and is no secret: measures, ordinals, codes of errors, times, things with a number, names of files. */
const ordinary = new RegExp(
  [
    '^\\d+(?:[a-z]{1,3}|-\\p{L}+|(?:er|eme|ème|mal|fach|stellig\\w*|zeichen|chars?|hours?|days?|min))$',
    '^\\p{L}{1,2}\\d+$',
    '^v?\\d+(?:\\.\\d+)+',
    '^(?:error|fehler|erreur|errore|fout|http|status)-?\\d+$',
    '^0x[\\da-f]+$',
    '^\\d{1,2}(?:h|:)\\d{0,2}$',
    '^\\d{1,2}[a-z]{3,9}(?:\\d{2}|\\d{4})$',
    '^(?:iphone|ipad|ipados|ios|android|galaxy|pixel|oneplus|note|redmi|windows|win|office|macos|macbook|mac|safari|chrome|firefox|edge|playstation|ps|xbox|fritz-?!?box|speedport|livebox|freebox|bbox|ipv|wpa|mp|sha|md|utf|base|oauth|web|log|covid|covid-|cat|usb|java|python|php|node|html|css|net|php|vista|kindle|echo|gen|version|build|ver|step|schritt|page|seite|room|zimmer|apt|hall|halle|haus|floor|top|level|day|tag|week|q|kw|fy|sommer-?semester|ws|ss|o365|m365|office-?365|rtx|gtx|core-?i|ryzen)-?\\d[\\d.]*(?:[a-z]{0,3}|pro|max|plus|ultra|mini|air)$',
    '^(?:1password|2fa|mfa|3d.*|4k|[0-9]g|b2b|b2c|p2p|i18n|a11y|24/7|h264|x64|x86|wpa2-?psk|wpa3|u2f|fido2|7zip|9to5|24-?stunden.*|365)$',
    '\\.(?:com|de|fr|es|it|nl|be|at|ch|eu|org|net|io|uk|html?|php|pdf|jpe?g|png|docx?|xlsx?|txt|exe|zip)$',
    '^\\d+[.,]\\d+$|^\\d+[-/]\\d+|\\d/\\d|^\\d+(?:\\p{L}{0,3}[-/]\\d+)+',
    "^\\d+'",
  ].join('|'),
  'u',
)

/**
 * Is a word, of all that stand in a sentence about a password, the one that is none of a language: letters and digits, or
 * letters that change their size? Codes of shops and machines are all in capitals, so these are not believed.
 */
export function isPasswordLike(value: string): boolean {
  if (value.length < 5 || value.length > 40 || !/\p{L}{2}|\p{L}\d+\p{L}/u.test(value)) return false
  const small = value.toLowerCase()
  if (
    ordinary.test(small) ||
    isStandIn(value) ||
    /@[^@]{0,64}\.|^(?:https?:|www\.)|^[~./]|[:=\\]|\d{9}/.test(small)
  )
    return false
  if (/\d/.test(value)) return /\p{Ll}/u.test(value)
  if (/[!@#$%^*+=~§€_]\p{L}|\p{L}[$#*]\p{L}/u.test(value)) return /\p{Lu}/u.test(value) && value.length > 6
  return value.length >= 8 && (value.match(/\p{Ll}\p{Lu}/gu)?.length ?? 0) >= 2
}
