import { anyWord, family, given } from '../lexicon/bits.ts'
import { announces, endsLine, type Name, nameFrom } from './name.ts'
import { isCapital, isParticle, isUnknown, isWord } from './parts.ts'
import type { Reading } from './reading.ts'
import { isTitle } from './titles.ts'

const asked = new Set(['name', 'names', 'nom', 'nombre', 'nome', 'naam', 'namen'])

/** "Your name?" and, in the next line, nothing but a name, with or without who says it before. */
export function answeredNames(reading: Reading): Name[] {
  const names: Name[] = []
  for (let at = 0; at < reading.keys.length; at++) {
    const key = reading.keys[at] ?? ''
    const asks = asked.has(key)
    if (!asks && !borne.has(key)) continue
    const name = (asks ? answerTo(reading, at) : undefined) ?? statedOf(reading, at)
    if (name) names.push(name)
  }
  return names
}

function answerTo(reading: Reading, question: number): Name | undefined {
  const { words, scan } = reading
  const start = words[question]?.end ?? 0
  const gap = /^[^\n]{0,24}\n{1,2}[>*_ -]{0,4}/.exec(scan.text.slice(start, start + 36))?.[0]
  if (!gap) return undefined
  let at = question + 1
  while (at < words.length && (words[at]?.start ?? 0) < start + gap.length) at++
  const speaker = /^[ \d:]{0,9}: /.exec(scan.text.slice(words[at]?.end ?? 0, (words[at]?.end ?? 0) + 12))?.[0]
  if (speaker && !gap.includes('?') && !isVisitor(reading, at, question)) return undefined
  if (speaker) {
    const after = (words[at]?.end ?? 0) + speaker.length
    while (at < words.length && (words[at]?.start ?? 0) < after) at++
  } else if (!gap.includes('?')) return undefined
  const bits = reading.bits[at] ?? 0
  if (!words[at] || words[at]?.digit || reading.bound[at]) return undefined
  const whole = nameFrom(reading, at, true, 0.8)
  if (!endsLine(reading, whole.to) && scan.text.charAt(words[whole.to - 1]?.end ?? 0) !== '.')
    return undefined
  const several = whole.to > at + 1
  if (isParticle(reading, at)) return several ? whole : undefined
  if (bits & (given | family))
    return several || words[at]?.capital || !isWord(reading, at) ? whole : undefined
  return isUnknown(reading, at) && (several || !(bits & anyWord)) ? whole : undefined
}

/** Where two speak in turn, the one who answers is not the one who asked. */
function isVisitor(reading: Reading, at: number, question: number): boolean {
  const line = reading.scan.text.lastIndexOf('\n', reading.words[question]?.start) + 1
  const before = reading.scan.text.slice(line, line + 30)
  return (
    /^[^\n:]{2,20}: /.test(before) &&
    !before.startsWith(reading.scan.text.slice(reading.words[at]?.start, reading.words[at]?.end))
  )
}

const borne = new Set(
  'vorname nachname familienname madchenname geburtsname surname prenom apellido apellidos soltera cognome nubile achternaam voornaam meisjesnaam fille'.split(
    ' ',
  ),
)
const copulas = new Set(['is', 'was', 'ist', 'war', 'lautet', 'est', 'es', 'era', 'e'])

/** "The maiden name of my wife is Lindgren." */
function statedOf(reading: Reading, at: number): Name | undefined {
  for (let next = at + 1; next < at + 6; next++) {
    if (reading.words[next]?.tie !== ' ' || reading.words[next]?.digit) return undefined
    if (!copulas.has(reading.keys[next] ?? '')) continue
    const start = next + 1
    const named = reading.words[start]?.tie === ' ' && isCapital(reading, start) && !reading.bound[start]
    return named && announces(reading, start) && !isTitle(reading, start)
      ? nameFrom(reading, start, true, 0.75)
      : undefined
  }
  return undefined
}
