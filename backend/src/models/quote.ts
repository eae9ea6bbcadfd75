import type { Passage } from '../knowledge/passage.ts'
import { bare, excerpt, wordsOf } from './excerpt.ts'
import type { LocalModel, ModelEvent, Prompt } from './model.ts'
import arabic from './quote.ar.json' with { type: 'json' }
import german from './quote.de.json' with { type: 'json' }
import english from './quote.en.json' with { type: 'json' }
import spanish from './quote.es.json' with { type: 'json' }
import french from './quote.fr.json' with { type: 'json' }
import italian from './quote.it.json' with { type: 'json' }
import dutch from './quote.nl.json' with { type: 'json' }

export interface QuoteOptions {
  /** The least score of a passage that answers, 0 to 1. */
  threshold?: number
  /** The most passages that are quoted. */
  most?: number
}

/** Where false refusals and false answers were fewest on the questions of the demo shop; see backend/bench/quote.ts. */
export const quoteThreshold = 0.44

type Words = typeof english
const languages: Record<string, Words> = {
  en: english,
  de: german,
  es: spanish,
  fr: french,
  it: italian,
  nl: dutch,
  ar: arabic,
}

/**
 * The model that needs no model: answers with the passages that fit best, quoted and cited, and says so in the
 * reader's language (English where we have no words). Ends as `refused` when no passage reaches the threshold;
 * a greeting or thanks gets a short reply and ends as `complete`, since nothing was asked.
 */
export function createQuote({ threshold = quoteThreshold, most = 3 }: QuoteOptions = {}): LocalModel {
  async function* stream(prompt: Prompt, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    signal.throwIfAborted()
    const words = languages[prompt.language.split('-')[0]!.toLowerCase()] ?? english
    const courtesy = courtesyIn(prompt.question, words)
    const fitting = courtesy ? [] : fittingOf(prompt.passages, threshold).slice(0, most)
    if (fitting.length === 0) {
      yield { type: 'text', text: courtesy ?? words.nothing }
      yield { type: 'end', end: courtesy ? 'complete' : 'refused' }
      return
    }
    const shared = fitting[0]?.shared !== undefined
    yield { type: 'text', text: shared ? words.openingShared : words.opening }
    const asked = wordsOf(prompt.question, listOf(words.silent))
    for (const [at, passage] of fitting.entries()) {
      signal.throwIfAborted()
      yield { type: 'source', passage }
      yield { type: 'text', text: `\n\n${quoted(excerpt(passage.text, asked))}\n\n[${at + 1}]` }
    }
    signal.throwIfAborted()
    yield { type: 'end', end: 'complete' }
  }
  return { name: 'quote', leaves: false, metered: false, stream }
}

/** Passages far behind the best one are not what was meant, even above the threshold. */
function fittingOf(passages: Passage[], threshold: number): Passage[] {
  const best = Math.max(...passages.map(({ score }) => score))
  return passages.filter(({ score }) => score >= Math.max(threshold, best * 0.85))
}

const quoted = (text: string) => text.replace(/^/gm, '> ').replace(/^> $/gm, '>')

/** The reply to a question that is nothing but a greeting or thanks. */
function courtesyIn(question: string, words: Words): string | undefined {
  const said = bare(question.toLowerCase()).match(/[\p{L}\p{N}]+/gu) ?? []
  const [hello, thanks, fillers] = [words.helloWords, words.thanksWords, words.fillers].map(bare).map(listOf)
  if (said.length > 12 || !said.every(word => hello!.has(word) || thanks!.has(word) || fillers!.has(word)))
    return undefined
  if (said.some(word => thanks!.has(word))) return words.thanks
  return said.some(word => hello!.has(word)) ? words.hello : undefined
}

const listOf = (words: string): ReadonlySet<string> => new Set(words.split(' '))
