import { type Language, languages } from '../kinds.ts'
import { matches } from '../matches.ts'
import type { Scan } from '../scan.ts'

const homes: Record<Language, readonly string[]> = {
  en: ['GB', 'US', 'IE', 'CA'],
  de: ['DE', 'AT', 'CH'],
  fr: ['FR', 'BE', 'CH'],
  es: ['ES', 'MX'],
  it: ['IT', 'CH'],
  nl: ['NL', 'BE'],
}

/** The words that are met in every text of a language, with bars between them. */
export const everyday: Record<Language, string> = {
  en: 'the|and|you|is|my|please|have|with|for|this|can|call|me|text|i|on|are|your|thanks|hi|hello',
  de: 'der|die|das|und|ist|ich|nicht|mit|bitte|mein|meine|meiner|unter|sie|mich|für|auf|ein|hallo|danke|nummer|ruf|wir|uns',
  fr: "le|les|des|est|et|je|vous|mon|pour|une|bonjour|merci|sur|pas|votre|avec|au|moi|c'est|appelez|tél|numéro",
  es: 'el|los|las|es|y|mi|por|para|una|con|hola|gracias|llámame|mi|teléfono|móvil|número|su|al|del|puede|favor',
  it: 'il|gli|è|e|mio|per|una|con|ciao|grazie|sono|che|di|chiamami|mia|al|del|numero|non|cellulare|può|buongiorno',
  nl: 'de|het|een|en|is|ik|mijn|met|voor|bel|op|van|niet|hallo|bedankt|nummer|u|je|kunt|bereikbaar|groet|naar',
}
const words = new Map<string, Language[]>()
for (const language of languages)
  for (const word of everyday[language].split('|')) words.set(word, [...(words.get(word) ?? []), language])

/** The regions whose national numbers are looked for near a place: those that are known, and those of the words there. */
export function regionsNear(scan: Scan): (at: number) => readonly string[] {
  const known = new Set(scan.place.regions)
  for (const region of scan.place.language ? homes[scan.place.language] : []) known.add(region)
  const blocks = new Map<number, readonly string[]>()
  return at => {
    const block = Math.floor(at / 1024)
    const found =
      blocks.get(block) ??
      regionsIn(scan.lower.slice(Math.max(0, block * 1024 - 256), block * 1024 + 1280), known)
    blocks.set(block, found)
    return found
  }
}

function regionsIn(lower: string, known: ReadonlySet<string>): readonly string[] {
  const counts = new Map<Language, number>()
  for (const [word] of matches(lower, /[a-z\u00df-\u00ff']+/g))
    for (const language of words.get(word) ?? []) counts.set(language, (counts.get(language) ?? 0) + 1)
  const most = Math.max(0, ...counts.values())
  const spoken = languages.filter(language => (counts.get(language) ?? 0) * 2 >= Math.max(most, 2))
  const regions = new Set([...known, ...spoken.flatMap(language => homes[language])])
  return regions.size ? [...regions] : [...new Set(languages.flatMap(language => homes[language]))]
}
