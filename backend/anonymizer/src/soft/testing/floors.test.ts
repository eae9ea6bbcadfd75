import { expect, test } from 'vitest'
import { languages } from '../../kinds.ts'
import deBlind from './blind/de.json' with { type: 'json' }
import enBlind from './blind/en.json' with { type: 'json' }
import esBlind from './blind/es.json' with { type: 'json' }
import frBlind from './blind/fr.json' with { type: 'json' }
import itBlind from './blind/it.json' with { type: 'json' }
import nlBlind from './blind/nl.json' with { type: 'json' }
import de from './development/de.json' with { type: 'json' }
import en from './development/en.json' with { type: 'json' }
import es from './development/es.json' with { type: 'json' }
import fr from './development/fr.json' with { type: 'json' }
import it from './development/it.json' with { type: 'json' }
import nl from './development/nl.json' with { type: 'json' }
import { type Score, scoreOf } from './measure.ts'

const development = { de, en, es, fr, it, nl }
const blind = { de: deBlind, en: enBlind, es: esBlind, fr: frBlind, it: itBlind, nl: nlBlind }

const kinds = ['address', 'birth_date', 'handle', 'customer_number'] as const
const cases = languages.flatMap(language => kinds.map(kind => [language, kind] as const))

test.each(cases)('the rules hold for what they were made on: %s %s', (language, kind) => {
  const { wanted, hit, found, right, misses } = scoreOf(development[language]).get(kind)!

  expect(hit / wanted, misses.join('\n')).toBeGreaterThanOrEqual(0.97)
  expect(right / found, misses.join('\n')).toBeGreaterThanOrEqual(0.97)
})

test.each(languages)('and for texts that were written when they stood: %s', language => {
  const { wanted, hit, found, right, misses } = together(scoreOf(blind[language]))

  expect(hit / wanted, misses.join('\n')).toBeGreaterThanOrEqual(0.92)
  expect(right / found, misses.join('\n')).toBeGreaterThanOrEqual(0.95)
})

function together(scores: ReadonlyMap<string, Score>): Score {
  return [...scores.values()].reduce((sum, score) => ({
    wanted: sum.wanted + score.wanted,
    hit: sum.hit + score.hit,
    found: sum.found + score.found,
    right: sum.right + score.right,
    misses: [...sum.misses, ...score.misses],
  }))
}
