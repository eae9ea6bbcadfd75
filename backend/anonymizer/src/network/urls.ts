import type { Finding, Scan } from '../scan.ts'
import { homes } from './home-paths.ts'
import { tellsOfSomebody } from './url-traits.ts'

/** Addresses of pages that carry something of a person, and paths into somebody's folder. Other pages stay readable. */
export function findUrls(scan: Scan): Finding[] {
  return [...pages(scan), ...homes(scan)]
}

const host = /[a-z0-9\u00df-\u024f.-]/
const rest = /[^\s<>"`|\\^{}]*/y

function pages({ text, lower }: Scan): Finding[] {
  const found: Finding[] = []
  for (let slash = text.indexOf('/'); slash >= 0; ) {
    const page = pageAt(text, lower, slash)
    if (page && tellsOfSomebody(text.slice(page.start, page.end)))
      found.push({ kind: 'url', start: page.start, end: page.end, weight: 0.9 })
    slash = text.indexOf('/', Math.max(slash + 1, page?.end ?? 0))
  }
  return found
}

/** `scheme://…`, or a host and a path, around the first slash. */
function pageAt(text: string, lower: string, slash: number): { start: number; end: number } | undefined {
  const start = lower.startsWith('://', slash - 1) ? schemeStart(lower, slash - 1) : hostStart(lower, slash)
  if (start === undefined) return
  rest.lastIndex = slash
  const tail = rest.exec(text)?.[0] ?? ''
  return { start, end: trimmed(text, start, slash + tail.length) }
}

function schemeStart(lower: string, colon: number): number | undefined {
  const scheme = /[a-z][a-z0-9+.-]*$/.exec(lower.slice(Math.max(0, colon - 16), colon))?.[0]
  return scheme === undefined ? undefined : colon - scheme.length
}

/** A host with a dot right before the slash, that is no path or word itself. */
function hostStart(lower: string, slash: number): number | undefined {
  let start = slash
  while (start > 0 && slash - start < 64 && host.test(lower.charAt(start - 1))) start--
  if (/[\w@/]/.test(lower.charAt(start - 1))) return
  return /^[a-z0-9][^/]*\.[a-z]{2,}$/.test(lower.slice(start, slash)) ? start : undefined
}

/** Without the punctuation of the sentence, and without a bracket or mark that opened before the address. */
function trimmed(text: string, start: number, end: number): number {
  let last = end
  for (;;) {
    const sign = text.charAt(last - 1)
    const loose =
      sign === ')' ? unbalanced(text, start, last, '(') : sign === ']' && unbalanced(text, start, last, '[')
    const mark = /[*_~]/.test(sign) && sign === text[start - 1]
    if (!loose && !mark && !/[.,;:!?']/.test(sign)) return last
    last--
  }
}

/** Looked for near the end only: a bracket that opens farther away is taken for one outside. */
function unbalanced(text: string, start: number, end: number, open: string): boolean {
  return !text.slice(Math.max(start, end - 120), end).includes(open)
}
