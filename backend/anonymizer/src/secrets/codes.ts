import type { Finding, Scan } from '../scan.ts'

const whose =
  'verification|verify|confirmation|confirm|auth(?:entication|enticator|orization)?|login|sign-?in|access|2fa|mfa|two[ -]factor|2-?faktor|sms|backup|recovery|' +
  'unlock|door|gate|alarm|entry|entrance|safe|lock|locker|lockbox|key ?box|building|garage|tür|haustür|türöffner|eingangs|zugangs|zutritts|bestätigungs|' +
  'verifizierungs|verifikations|freischalt|aktivierungs|activation|anmelde|sicherheits|security|alarmanlagen?|schließfach|schlüsselbox|tresor|safe|' +
  'entsperr|sperr|geheime?|secret|handy|phone|einmal|one[ -]?time|verificatie|bevestigings|toegangs|eenmalige|inlog|beveiligings|deur|kluis|sleutelkast|kaart|card|karten'
const doors =
  'door|gate|alarm|safe|lock|house|flat|apartment|building|garage|entrance|(?:haus|wohnungs|garagen|eingangs|keller)?tür|tor|tresor|alarmanlage|schloss|' +
  'portail|porte|immeuble|alarme|coffre|deur|poort|kluis|puerta|portal|alarma|portone|cancello|porta|allarme|cassaforte'
const names =
  `(?:${whose})[ -]?(?:codes?|pins?|nummer|passcode|kode)|code (?:unique|à usage unique|de vérification|de validation|de confirmation|reçu par sms|sms|secret|confidentiel|` +
  "d'accès|de sécurité|de la porte|de porte|porte|portail|immeuble|d'entrée|de l'alarme|alarme|de la carte|pin|bancaire|de (?:ma|la|mon) (?:carte|porte|boîte|alarme)(?: bancaire| bleue)?)|digicode|code carte|" +
  `code (?:for|to|für|zur|zum|vom|du|de|van|voor|della|del|dell)(?: (?:the|die|der|das|den|de|het|la|le|my|our|unser\\p{L}*|mein\\p{L}*|mijn|notre|mon|ma))? (?:${doors})|` +
  'c[oó]digo (?:de verificaci[oó]n|de un solo uso|de confirmaci[oó]n|sms|de acceso|de seguridad|de la puerta|puerta|secreto|pin|de la alarma)|' +
  'codice (?:di verifica|otp|monouso|sms|di conferma|di accesso|di sicurezza|segreto|pin|del portone|della porta|del cancello|allarme)|' +
  'pin(?:[ -]?(?:code|nummer|zahl|number))?|pincode|geheimzahl|nip|puk|cvv2?|cvc2?|cvn|csc|prüf(?:ziffer|nummer)|kartenprüfnummer|cryptogramme(?: visuel)?|' +
  '(?:m|sms-?|push|photo|chip)?tan|otp|totp|g-?code'
const between =
  'is|was|ist|lautet|war|est|es|è|era|luidt|für|fürs|for|vom|von|of|to|de|del|della|du|der|die|das|des|meiner|meine|mein|my|the|la|le|il|mi|mon|ma|mia|van|mijn|voor|het|' +
  'on|back|s|el|al|are|sind|sont|son|sono|zijn|cvv2?|cvc2?|karte|card|carte|tarjeta|carta|kaart|konto|account|handy|sim|ec|iphone|bank|visa|nummer|number|nr|no|code|ziffer|now|jetzt'
const cued = new RegExp(
  `(?<![a-z\\u00df-\\u00ff0-9])(?:${names})(?![a-z\\u00df-\\u00ff])(?:[ :=#"'*()\`_-]|(?:${between})(?![a-z\\u00df-\\u00ff])){1,14}(\\d{3}[ -]\\d{3}|\\d{4}-\\d{4}|\\d{3,8}[a-z]?)(?![\\p{L}\\d°%€$]|[.,:/-]\\d)`,
  'gu',
)
const told =
  /(?<![\p{L}\d.,-])(?:g-)?(\d{4,8}|\d{3}[ -]\d{3}) (?:is|ist|est|es|è) (?:your|the|my|dein|ihr|mein|votre|ton|mon|tu|su|mi|il tuo|il suo|il mio|je|jouw|uw|mijn|la tua|vostro)[^\n.]{0,32}?(?:code|kode|c[oó]digo|codice|pin|tan|otp|passcode|passwor[dt])/gu

/** PINs, card check numbers and one-time codes, right after their name or right before "is your code". */
export function oneTimeCodes({ text, lower }: Scan): Finding[] {
  const found: Finding[] = []
  for (const match of lower.matchAll(cued)) {
    const code = match[1] ?? ''
    const end = match.index + match[0].length
    if (/^tan/.test(match[0]) && !isTan(text.slice(match.index, end), code)) continue
    found.push({ kind: 'password', scheme: 'code', start: end - code.length, end, weight: 0.8 })
  }
  for (const match of lower.matchAll(told)) {
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
