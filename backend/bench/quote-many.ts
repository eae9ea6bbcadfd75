import type { NewDocument } from '@atavus/contract/console'

const perPage = 25

/**
 * Makes documents of some 500 characters a passage, as many passages as asked for, always the same: three words of
 * four as often as the given pages have them, the fourth from 30,000 made-up ones, a few of them common.
 */
export function manyPages(pages: NewDocument[], passages: number, language: string): NewDocument[] {
  const random = sequence(42)
  const own = pages.filter(page => page.language === language).flatMap(({ text }) => text.split(/\s+/))
  const made = Array.from({ length: 30_000 }, () =>
    Array.from({ length: 2 + random(3) }, () => syllable(random)).join(''),
  )
  const word = () =>
    random(4) > 0 ? own[random(own.length)]! : made[Math.floor((random(1000) ** 3 / 1e9) * made.length)]!
  const words = (count: number) => Array.from({ length: count }, word).join(' ')
  const section = () => `## ${words(2)}\n\n${Array.from({ length: 6 }, () => `${words(14)}.`).join(' ')}`
  return Array.from({ length: passages / perPage }, (_, at) => ({
    title: `${at} ${words(2)}`,
    url: null,
    language,
    text: Array.from({ length: perPage }, section).join('\n\n'),
  }))
}

const syllables = [
  'ka',
  'mo',
  'ri',
  'ten',
  'sul',
  'ber',
  'lin',
  'tor',
  'va',
  'ne',
  'gra',
  'pol',
  'de',
  'ur',
  'fa',
]
const syllable = (random: (below: number) => number) => syllables[random(syllables.length)]!

/** A linear congruential generator (Numerical Recipes): whole numbers below a limit, the same on each run. */
function sequence(seed: number) {
  let state = seed
  return (below: number) => {
    state = (state * 1664525 + 1013904223) % 2 ** 32
    return Math.floor((state / 2 ** 32) * below)
  }
}
