// Tells code from comments, strings and regular expressions. Not a parser: it knows just enough that a law can
// look for words in code alone, or in strings alone. TypeScript 7 offers no compiler to ask from JavaScript.

/** A string or template literal. `start` is its opening quote; holes of a template (`${…}`) are left out of `text`. */
export type Literal = { start: number; text: string; tag: string | null }

/** `code` is as long as the source, with blanks for comments, regular expressions and the insides of strings. */
export type Scan = { code: string; literals: Literal[] }

const known = new Map<string, Scan>()

/** Takes TypeScript (or JavaScript, or JSX), gives what the laws look at. */
export function scan(source: string): Scan {
  const before = known.get(source)
  if (before) return before
  const result = new Scanner(source).whole()
  known.set(source, result)
  return result
}

const wordsBeforeRegex = /(?:^|[^\w$.])(?:return|typeof|case|in|of|do|else|void|delete|await|yield|new)\s*$/
const signsBeforeRegex = /(?:^|[(,=:[!&|?{;+\-*%~^]|=>)\s*$/

class Scanner {
  #source: string
  #code: string[]
  #literals: Literal[] = []
  #at = 0

  constructor(source: string) {
    this.#source = source
    this.#code = source.split('')
  }

  whole(): Scan {
    this.#expression(false)
    return { code: this.#code.join(''), literals: this.#literals }
  }

  /** Reads code up to the end or, inside a template's hole, up to the brace that closes it. */
  #expression(inHole: boolean) {
    let depth = 0
    while (this.#at < this.#source.length) {
      const sign = this.#source[this.#at]!
      if (sign === '/') this.#slash()
      else if (sign === "'" || sign === '"') this.#quoted(sign)
      else if (sign === '`') this.#template()
      else {
        if (sign === '{') depth += 1
        if (sign === '}' && inHole && depth-- === 0) return
        this.#at += 1
      }
    }
  }

  #slash() {
    const next = this.#source[this.#at + 1]
    if (next === '/') this.#blankTo(this.#index('\n', this.#at))
    else if (next === '*') this.#blankTo(this.#index('*/', this.#at + 2) + 2)
    else if (next !== '>' && this.#regexMayStand()) this.#regex()
    else this.#at += 1
  }

  #regexMayStand() {
    const before = this.#code.slice(Math.max(0, this.#at - 80), this.#at).join('')
    return signsBeforeRegex.test(before) || wordsBeforeRegex.test(before)
  }

  #regex() {
    const end = /^\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/\w*/.exec(this.#source.slice(this.#at))
    if (end) this.#blankTo(this.#at + end[0].length)
    else this.#at += 1
  }

  /** A quoted string ends with its line at the latest: the apostrophe of a JSX text does no great harm. */
  #quoted(quote: string) {
    const start = this.#at++
    while (this.#at < this.#source.length) {
      const sign = this.#source[this.#at]!
      if (sign === quote || sign === '\n') break
      this.#blankTo(this.#at + (sign === '\\' ? 2 : 1))
    }
    this.#literals.push({ start, text: this.#source.slice(start + 1, this.#at), tag: null })
    this.#at += 1
  }

  #template() {
    const start = this.#at++
    const literal: Literal = { start, text: '', tag: this.#tag(start) }
    this.#literals.push(literal)
    while (this.#at < this.#source.length && this.#source[this.#at] !== '`') {
      if (this.#source.startsWith('${', this.#at)) {
        this.#at += 2
        this.#expression(true)
        this.#at += 1
        literal.text += ' '
      } else {
        const step = this.#source[this.#at] === '\\' ? 2 : 1
        literal.text += this.#source.slice(this.#at, this.#at + step)
        this.#blankTo(this.#at + step)
      }
    }
    this.#at += 1
  }

  /** The name in front of a template, `sql` in sql<Row[]>`…`; null when nothing calls it. */
  #tag(start: number): string | null {
    const before = this.#code.slice(Math.max(0, start - 400), start).join('')
    const [, name] = /([\w$]+)\s*(?:<[^`=]*>)?$/.exec(before) ?? []
    return name && !/^(?:return|case|typeof|of|in|await|yield|default|else)$/.test(name) ? name : null
  }

  #index(text: string, from: number) {
    const index = this.#source.indexOf(text, from)
    return index < 0 ? this.#source.length : index
  }

  #blankTo(end: number) {
    for (; this.#at < Math.min(end, this.#source.length); this.#at += 1) {
      if (this.#source[this.#at] !== '\n') this.#code[this.#at] = ' '
    }
  }
}
