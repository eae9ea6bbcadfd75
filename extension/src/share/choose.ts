import type { Passage } from './passages.ts'
import { scores } from './rank.ts'

/** The most that the server takes at once (`mostShared` of the contract). */
const mostPassages = 40
const mostCharacters = 60_000
/** So many passages go along with a question; a summary takes what the server takes. */
const forQuestion = 8

/**
 * The passages that a question needs, by their places, the best first. Null stands for the page as a whole:
 * then they are spread over it, so that a long one is not read to its middle only.
 */
export function chosen(passages: Passage[], question: string | null): number[] {
  const places = question === null ? spread(passages) : best(passages, question)
  return fitting(passages, places)
}

function best(passages: Passage[], question: string): number[] {
  const ranked = scores(
    question,
    passages.map(({ heading, text }) => `${heading}\n${text}`),
  )
  const places = ranked
    .map((score, place) => ({ score, place }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score || one.place - other.place)
  // With no word in common the question is about the page at large.
  const found = places.length > 0 ? places.map(({ place }) => place) : passages.map((_, place) => place)
  return found.slice(0, forQuestion)
}

function spread(passages: Passage[]): number[] {
  if (passages.length <= mostPassages) return passages.map((_, place) => place)
  const step = (passages.length - 1) / (mostPassages - 1)
  return Array.from({ length: mostPassages }, (_, at) => Math.round(at * step))
}

function fitting(passages: Passage[], places: number[]): number[] {
  let left = mostCharacters * safe
  return places.filter(place => {
    left -= passages[place]!.text.length
    return left >= 0
  })
}

/** Placeholders may be longer than what they stand for. */
const safe = 0.9
