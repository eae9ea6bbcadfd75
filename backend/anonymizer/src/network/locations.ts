import { matches } from '../matches.ts'
import type { Finding, Scan } from '../scan.ts'

/** Places on the globe: coordinates in their many writings, plus codes, three words. */
export function findLocations(scan: Scan): Finding[] {
  return [...pairs(scan), ...labelled(scan), ...degrees(scan), ...codes(scan)]
}

const cue =
  /(?:gps|koordinate|coordin|coords?|coorden|coordonn|coördin|lat|latit|standort|position|location|ubicaci|posizione|locatie|geo|maps?|loc|@|\bpin\b|treffpunkt|i'm at|bin bei|here|hier|ici|aqu[ií]|qui)[^\n]{0,24}$/
/** Named so surely that two decimals will do. */
const surely = /(?:gps|koordinate|coordin|coorden|coordonn|coördin|lat[^a-z])[^\n]{0,16}$/
/** A word for where somebody is: with four decimals, or west or south of zero, it is a place. */
const whereabouts =
  /(?:i'?m at|meet|drop-? ?off|pick-? ?up|parked|address|adresse?|lieg[te]n?|ligt|steh[et]?n?|sta|wohn\w{0,2}|woon|paket|pakket|haus|huis|casa|maison|plek|ort|direcci[oó]n|indirizzo|trovo|estoy|suis|find|gate|bei|bij|auf|op)(?![a-z])[^\n]{0,16}$/
const number = '[+-]?\\d{1,3}([.,])(\\d{2,15}) ?°? ?'
const side =
  '(?:[nz]\\.?b\\.?|[ow]\\.?l\\.?|north|south|east|west|nord|süd|ost|noord|zuid|oost|sud|est|ouest|norte|sur|este|oeste|ovest|[nseowz])(?![a-zà-ÿ])'
const pair = new RegExp(
  `(?<![\\wà-ÿ.,°-])(?:([ns])[: ]{0,2})?(${number})(${side})?( ?[,;/|] ?| {0,2})(?:([eow])[: ]{0,2})?(${number})(${side})?(?![\\w%€$£]|[.,]\\d| ?(?:eur|usd|chf|kg|km|m|cm|mm)(?![a-z]))`,
  'g',
)

function pairs({ lower }: Scan): Finding[] {
  const found: Finding[] = []
  for (const match of matches(lower, pair)) {
    const [
      all,
      north,
      first = '',
      mark,
      places = '',
      side,
      gap = '',
      east,
      second = '',
      otherMark,
      otherPlaces = '',
      otherSide,
    ] = match
    if (mark !== otherMark || (mark === ',' && gap === ',')) continue
    if (
      Math.min(places.length, otherPlaces.length) < 3 &&
      !surely.test(lower.slice(Math.max(0, match.index - 32), match.index))
    )
      continue
    if (!gap && !side && !east && !/[° ]$/.test(first)) continue
    const [one, other] = [value(first), value(second)]
    if (!onGlobe(one, other)) continue
    const start = match.index
    const told =
      Boolean(north || east || otherSide || (side && side !== 'o')) ||
      /°/.test(all) ||
      cue.test(lower.slice(Math.max(0, start - 40), start)) ||
      ((Math.min(places.length, otherPlaces.length) > 3 || second.startsWith('-')) &&
        whereabouts.test(lower.slice(Math.max(0, start - 32), start)))
    if (!told && !precise(places.length, otherPlaces.length, one, other, mark, gap)) continue
    if (!told && inList(lower, start, start + all.length)) continue
    found.push({
      kind: 'location',
      scheme: 'decimal',
      start,
      end: start + all.trimEnd().length,
      weight: told ? 0.9 : 0.7,
    })
  }
  return found
}

function value(spelled: string): number {
  return Math.abs(Number.parseFloat(spelled.replace(',', '.')))
}

function onGlobe(one: number, other: number): boolean {
  return (one <= 90 && other <= 180) || (one <= 180 && other <= 90)
}

/** Without a word or sign that tells, only many decimals tell a place from two amounts or rates. */
function precise(
  places: number,
  others: number,
  one: number,
  other: number,
  mark: string | undefined,
  gap: string,
): boolean {
  const least = Math.min(places, others)
  if (Math.max(places, others) > 8 || Math.max(one, other) < 2) return false
  if (!/[,;/|]/.test(gap)) return least >= 5
  if (least >= 5) return true
  if (least === 4) return Math.max(one, other) >= 10
  return mark === '.' && gap === ',' && places + others > 6 && Math.max(one, other) >= 10
}

/** Three decimals in a row are a table and not a place. */
function inList(lower: string, start: number, end: number): boolean {
  return (
    /^ ?[,;|/ ] ?[+-]?\d{1,3}[.,]\d{2}/.test(lower.slice(end, end + 9)) ||
    /\d[.,]\d{2,15} ?[,;|/ ] ?$/.test(lower.slice(Math.max(0, start - 20), start))
  )
}

const label =
  /(?<![a-z])(lat|latitude|latitudine?|latitud|breite(?:ngrad)?|breedtegraad|lng|lon|long|longitude|longitudine?|longitud|länge(?:ngrad)?|lengtegraad)\.?["']?\s{0,2}[:=]?\s{0,2}["']?([+-]?\d{1,3}[.,]\d{2,15})(?![\w]|[.,]\d| ?(?:mm|cm|m|km|€|eur)(?![a-z]))/g

function labelled({ lower }: Scan): Finding[] {
  const found: Finding[] = []
  for (const match of matches(lower, label)) {
    const spelled = match[2] ?? ''
    const end = match.index + match[0].length
    if (value(spelled) > 180 || !measured(lower, match[1] ?? '', spelled, match.index, end)) continue
    found.push({ kind: 'location', scheme: 'decimal', start: end - spelled.length, end, weight: 0.8 })
  }
  return found
}

/** Width and length are measures too: only with many decimals, or both with three, are they degrees. */
function measured(lower: string, name: string, spelled: string, start: number, end: number): boolean {
  if (!/^(?:breite|länge|long)$/.test(name)) return true
  const places = spelled.length - spelled.search(/[.,]/) - 1
  if (places > 3) return true
  const other =
    name === 'breite' ? /länge ?[:=]? ?-?\d{1,3}[.,]\d{3}/ : /(?:breite|lat)\.? ?[:=]? ?-?\d{1,2}[.,]\d{3}/
  return places === 3 && other.test(lower.slice(Math.max(0, start - 40), end + 40))
}

const angle = `\\d{1,3} ?[°º] ?\\d{1,2}(?:[.,]\\d{1,6})?(?: ?'(?: ?\\d{1,2}(?:[.,]\\d{1,6})? ?(?:"|''))?)?`
const degree = new RegExp(
  `(?<![\\w°])(?:[nseow] ?${angle}|${angle} ?${side})(?:[ ,;/]{1,3}(?:[nseow] ?${angle}|${angle} ?${side}))?`,
  'g',
)
const utm =
  /(?<![\w.,-])\d{1,2} \d{1,2} \d{1,2}(?:[.,]\d{1,4})? ?[ns],? ?\d{1,3} \d{1,2} \d{1,2}(?:[.,]\d{1,4})? ?[eow](?![a-zà-ÿ])|(?<!\w)(?:[1-9]|[1-5]\d|60) ?[c-hj-np-x] \d{6}(?:\.\d+)?m? ?e? \d{7}(?:\.\d{1,3})?(?!\w)/g

function degrees({ lower }: Scan): Finding[] {
  const found: Finding[] = []
  if (/[°º]/.test(lower))
    for (const { index, 0: form } of matches(lower, degree))
      found.push({
        kind: 'location',
        scheme: 'degrees',
        start: index,
        end: index + form.trimEnd().length,
        weight: 0.9,
      })
  for (const { index, 0: form } of matches(lower, utm))
    found.push({ kind: 'location', scheme: 'utm', start: index, end: index + form.length, weight: 0.8 })
  return found
}

const plus = '[23456789CFGHJMPQRVWX]'
const code = new RegExp(
  `(?<![\\w+])(?:${plus}{8}|${plus}{6}|${plus}{4})\\+${plus}{2,3}(?![\\w+])|(?<![\\w:/])///\\p{L}{2,24}\\.\\p{L}{2,24}\\.\\p{L}{2,24}(?![\\w.])|` +
    '(?<!\\w)geo:-?\\d{1,2}(?:\\.\\d{1,15})?,-?\\d{1,3}(?:\\.\\d{1,15})?(?:[,;?][\\w.=&,;?%-]{0,80})?',
  'gu',
)
const words =
  /(?:what ?3 ?words|what three words|w3w)[^\p{L}\n]{0,4}(\p{L}{2,24}\.\p{L}{2,24}\.\p{L}{2,24})(?![\w.])/gu

function codes({ text, lower }: Scan): Finding[] {
  const found: Finding[] = []
  for (const { index, 0: form } of matches(text, code)) {
    if (form.includes('+') && !(/\d/.test(form) && /[A-Z]/.test(form))) continue
    found.push({ kind: 'location', scheme: 'code', start: index, end: index + form.length, weight: 0.9 })
  }
  for (const match of matches(lower, words)) {
    const end = match.index + match[0].length
    found.push({ kind: 'location', scheme: 'code', start: end - (match[1] ?? '').length, end, weight: 0.9 })
  }
  return found
}
