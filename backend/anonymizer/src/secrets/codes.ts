import { matches } from '../matches.ts'
import type { Finding, Scan } from '../scan.ts'

const whose =
  'verification|verify|confirmation|confirm|auth(?:entication|enticator|orization)?|login|sign-?in|access|2fa|mfa|two[ -]factor|2-?faktor|sms|backup|recovery|' +
  'unlock|door|gate|alarm|entry|entrance|safe|lock|locker|lockbox|key ?box|building|garage|tür|haustür|türöffner|eingangs|zugangs|zutritts|bestätigungs|' +
  'verifizierungs|verifikations|freischalt|aktivierungs|activation|anmelde|sicherheits|security|alarmanlagen?|schließfach|schlüsselbox|tresor|tor|poort|safe|' +
  'entsperr|ontgrendel|entriegelungs|sperr|geheime?|secret|handy|phone|einmal|one[ -]?time|verificatie|bevestigings|toegangs|eenmalige|inlog|beveiligings|deur|kluis|sleutelkast|kaart|card|karten'
const doors =
  'door|gate|alarm|safe|lock|house|flat|apartment|building|garage|entrance|(?:haus|wohnungs|garagen|eingangs|keller)?tür|tor|tresor|alarmanlage|schloss|' +
  'portail|porte|immeuble|alarme|coffre|deur|voordeur|achterdeur|poort|kluis|puerta|portal|alarma|caja fuerte|portone|cancello|porta|allarme|cassaforte'
const names =
  `(?:${whose})[ -]?(?:codes?|pins?|nummer|passcode|kode)|code (?:unique|à usage unique|de vérification|de validation|de confirmation|reçu par sms|sms|secret|confidentiel|` +
  "d'accès|de sécurité|de la porte|de porte|porte|portail|immeuble|d'entrée|de l'alarme|alarme|de la carte|pin|bancaire|de (?:ma|la|mon) (?:carte|porte|boîte|alarme)(?: bancaire| bleue)?)|digicode|code carte|" +
  `(?:code|c[oó]digo|codice) (?:for|to|für|zur|zum|vom|du|de|van|voor|della|de la|del|dell|de)(?: (?:the|die|der|das|den|dem|de|het|la|le|my|our|unser\\p{L}*|mein\\p{L}*|mijn|notre|mon|ma))?(?: (?:front|back|main))? (?:${doors})|` +
  'code de déverrouillage|clave (?:de acceso|secreta|personal|de seguridad|de la tarjeta|del cajero)|(?:numéro|código|codice) secret[oa]?|' +
  'c[oó]digo (?:de desbloqueo|de la tarjeta|de entrada|de verificaci[oó]n|de un solo uso|de confirmaci[oó]n|sms|de acceso|de seguridad|de la puerta|puerta|secreto|pin|de la alarma)|' +
  'codice (?:di sblocco|della carta|di verifica|otp|monouso|sms|di conferma|di accesso|di sicurezza|segreto|pin|del portone|della porta|del cancello|allarme)|' +
  'pin(?:[ -]?(?:code|nummer|zahl|number))?|pincode|geheimzahl|nip|puk|cvv2?|cvc2?|cvn|csc|prüf(?:ziffer|nummer)|kartenprüfnummer|cryptogramme(?: visuel)?|' +
  '(?:m|sms-?|push|photo|chip)?tan|otp|totp|g-?code'
const between =
  "c'est|c'était|bankpas|pas|betaalpas|meinem|meiner|" +
  'is|was|ist|lautet|war|est|es|è|era|luidt|für|fürs|for|vom|von|of|to|de|del|della|du|der|die|das|des|meiner|meine|mein|my|the|la|le|il|mi|mon|ma|mia|van|mijn|voor|het|' +
  'on|back|s|el|al|are|sind|sont|son|sono|zijn|cvv2?|cvc2?|karte|card|carte|tarjeta|carta|kaart|konto|account|handy|sim|ec|iphone|bank|visa|nummer|number|nr|no|code|ziffer|now|jetzt'
/** Right behind its name, or after a verb a few words later: `the pin they sent was 9032`. */
const cued = new RegExp(
  `(?<![a-z\\u00df-\\u00ff0-9])(?:${names})(?![a-z\\u00df-\\u00ff])(?:(?:[ :=#"'*()\`_-]|(?:${between})(?![a-z\\u00df-\\u00ff])){1,14}(?<code>\\d{3}[ -]\\d{3}|\\d{4}-\\d{4}|\\d{3,8}[a-z#*]?)|` +
    ",?(?: [\\p{L}']{1,14}){0,5} (?:is|was|ist|war|lautet|est|c'est|était|es|era|è)[ :]{1,2}(?!(?:19|20)\\d\\d(?!\\d))(?<late>\\d{4,8}))(?![\\p{L}\\d°%€$]|[.,:/-]\\d)",
  'gu',
)
const told =
  /(?<![\p{L}\d.,-])(?:g-)?(\d{4,8}|\d{3}[ -]\d{3}) (?:is|ist|est|es|è) (?:your|the|my|dein|ihr|mein|votre|ton|mon|tu|su|mi|il tuo|il suo|il mio|je|jouw|uw|mijn|la tua|vostro)[^\n.]{0,32}?(?:code|kode|c[oó]digo|codice|pin|tan|otp|passcode|passwor[dt])/gu

const blocks =
  /(?:recovery|backup|rescue|wiederherstellungs|ersatz|récupération|secours|recuperaci[oó]n|respaldo|recupero|herstel|back-?up)[ -]?(?:codes?|schlüssel|key)?[ :=]{1,3}(?:(?:is|ist|est|es|è) )?((?=[a-z-]{0,8}\d)[a-z\d]{4,6}(?:-[a-z\d]{4,6}){1,6})(?![\w-])/g

/** PINs, card check numbers and one-time codes, right after their name or right before "is your code". */
export function oneTimeCodes({ text, lower }: Scan): Finding[] {
  const found: Finding[] = []
  if (!/\d{3}|\d[a-z\d]{1,5}-/.test(lower)) return found
  for (const match of matches(lower, cued)) {
    const code = match.groups?.code ?? match.groups?.late ?? ''
    const end = match.index + match[0].length
    if (/^tan/.test(match[0]) && !isTan(text.slice(match.index, end), code)) continue
    found.push({ kind: 'password', scheme: 'code', start: end - code.length, end, weight: 0.8 })
  }
  for (const match of matches(lower, blocks)) {
    const end = match.index + match[0].length
    found.push({ kind: 'password', scheme: 'code', start: end - (match[1] ?? '').length, end, weight: 0.75 })
  }
  for (const match of matches(lower, told)) {
    const code = match[1] ?? ''
    const start = match.index + match[0].indexOf(code)
    found.push({ kind: 'password', scheme: 'code', start, end: start + code.length, weight: 0.8 })
  }
  return found
}

/** "tan" is a colour and an angle too. */
function isTan(written: string, code: string): boolean {
  return written.startsWith('TAN') || /[:=]/.test(written) || code.length >= 6
}
