import { type Passage, written } from './passages.ts'
import { scores } from './rank.ts'

/** The most that the server takes at once (`mostShared` of the contract). */
const mostPassages = 40
const mostCharacters = 60_000
/** So many passages go along with a question; a summary takes what the server takes. */
const forQuestion = 8

/**
 * The passages that a question needs, by their places, the best first. Null stands for the page as a whole:
 * then they are spread over it, so that a long one is not read to its middle only. `among` so many pages the room is
 * divided.
 */
export function chosen(passages: Passage[], question: string | null, among = 1): number[] {
  const most = Math.floor(mostPassages / among)
  const places = question === null ? spread(passages, most) : best(passages, question).slice(0, most)
  return fitting(passages, places, (mostCharacters * safe) / among)
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

function spread(passages: Passage[], most: number): number[] {
  if (passages.length <= most) return passages.map((_, place) => place)
  const step = (passages.length - 1) / (most - 1)
  return Array.from({ length: most }, (_, at) => Math.round(at * step))
}

function fitting(passages: Passage[], places: number[], characters: number): number[] {
  let left = characters
  return places.filter(place => {
    left -= written(passages[place]!).length
    return left >= 0
  })
}

/** Placeholders may be longer than what they stand for. */
const safe = 0.9
