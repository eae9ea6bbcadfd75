import type { Kind } from '../src/kinds.ts'
import { chance, pick, type Random, weighed, whole } from './random.ts'
import { isSoft, type Piece } from './sample.ts'

/** What typing does to a text. Most stay as they are; values keep their signs, but names may lose their capitals. */
export function worn(random: Random, pieces: Piece[]): Piece[] {
  const wear = weighed(random, wears)
  return wear(random, pieces)
}

type Wear = (random: Random, pieces: Piece[]) => Piece[]

const keep: Wear = (_, pieces) => pieces

/** All small letters, as on a phone. */
const lower: Wear = (_, pieces) =>
  pieces.map(piece =>
    piece.role === undefined || isSoftPiece(piece) ? { ...piece, text: piece.text.toLowerCase() } : piece,
  )

/** No commas, no full stops. */
const unpunctuated: Wear = (_, pieces) => besides(pieces, text => text.replace(/[.,!?]+(?=\s|$)/g, ''))

/** One word in a while with two letters swapped, one missing or one twice. */
const typos: Wear = (random, pieces) =>
  besides(pieces, text =>
    text.replace(/\p{Ll}{6,}/gu, word => {
      if (!chance(random, 0.12)) return word
      const at = whole(random, 1, word.length - 3)
      const [one, two] = [word.charAt(at), word.charAt(at + 1)]
      return word.slice(0, at) + pick(random, [two + one, one, one + one + two]) + word.slice(at + 2)
    }),
  )

/** As an office program sets it. */
const typeset: Wear = (_, pieces) =>
  pieces.map(piece => ({
    ...piece,
    text:
      piece.role === undefined
        ? piece.text
            .replaceAll("'", '’')
            .replace(/"([^"\n]*)"/g, '“$1”')
            .replaceAll(' - ', ' – ')
        : piece.text,
  }))

/** Fixed and narrow spaces, and dashes that are no hyphens, inside values. */
const spaces: Wear = (random, pieces) => {
  const [space, dash] = [
    pick(random, ['\u00a0', '\u202f', '\u2009']),
    pick(random, ['\u2011', '\u2013', '-']),
  ]
  return values(pieces, text => text.replaceAll(' ', space).replace(/(?<=\d)-(?=\d)/g, dash))
}

/** Signs that nobody sees, and letters in two parts. */
const unseen: Wear = (random, pieces) => {
  const sign = pick(random, ['\u200b', '\u2060', '\u00ad', '\u200d'])
  return values(pieces, text => {
    const at = Math.floor(text.length / 2)
    const split = /[\ud800-\udfff]/.test(text) ? text : text.slice(0, at) + sign + text.slice(at)
    return split.normalize('NFD')
  })
}

/** Digits as a Japanese keyboard types them. */
const fullWidth: Wear = (_, pieces) =>
  pieces.map(piece =>
    piece.kind !== undefined && numbers.includes(piece.kind)
      ? {
          ...piece,
          text: piece.text.replace(/\d/g, digit => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
        }
      : piece,
  )
const numbers: readonly Kind[] = ['phone', 'iban', 'card', 'national_id']

const wears: [Wear, number][] = [
  [keep, 68],
  [lower, 12],
  [unpunctuated, 6],
  [typos, 6],
  [typeset, 4],
  [spaces, 2],
  [unseen, 1.5],
  [fullWidth, 0.5],
]

const isSoftPiece = (piece: Piece) => piece.kind !== undefined && isSoft(piece.kind)
const besides = (pieces: Piece[], change: (text: string) => string) =>
  pieces.map(piece => (piece.role === undefined ? { ...piece, text: change(piece.text) } : piece))
const values = (pieces: Piece[], change: (text: string) => string) =>
  pieces.map(piece =>
    piece.role === undefined || piece.kind === 'secret' ? piece : { ...piece, text: change(piece.text) },
  )
