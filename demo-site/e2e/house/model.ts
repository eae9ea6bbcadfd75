import { type Play, paced, type Script } from '../../../backend/src/testing/upstream.ts'
import { answer, type Line } from '../../../backend/src/testing/upstream-wire.ts'

/** A script of numbered words, one a token, so that a lost or doubled one shows; and the whole as it is drawn. */
export function counting(words: number, everyMs: number): { script: Script; whole: string } {
  const tokens = Array.from({ length: words }, (_, index) => `word${index + 1} `)
  return { script: { steps: paced(answer(tokens), everyMs) }, whole: tokens.join('').trim() }
}

/** A script that says a text at once, in tokens of a few letters. */
export function saying(text: string): Script {
  return { steps: answer(text.match(/[\s\S]{1,7}/gu) ?? []) satisfies Line[] }
}

/** Says a text in which `{PERSON}` stands for the last placeholder of that kind in what the model was sent. */
export function sayingBack(text: string): Play {
  return ({ body }) =>
    saying(
      text.replace(/\{([A-Z]+)\}/g, (whole, kind) => {
        const marks = [...body.matchAll(new RegExp(`\\[${kind}_\\d+[A-Z]?\\]`, 'g'))]
        return marks.at(-1)?.[0] ?? whole
      }),
    )
}
