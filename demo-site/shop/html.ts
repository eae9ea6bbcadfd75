// Markup that is known to be safe: only `html` and `trusted` make it, so a plain string is always escaped.
export type Html = { readonly markup: string }

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Takes any text and gives it with the five characters that HTML reads as its own replaced. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, character => entities[character]!)
}

/** Takes markup from the shop's own files (drawings, rendered pages) and lets it stand as it is. */
export function trusted(markup: string): Html {
  return { markup }
}

type Piece = string | number | Html | readonly Html[]

/** Template tag: what is written stands, what is filled in is escaped unless it is markup already. */
export function html(written: TemplateStringsArray, ...filled: Piece[]): Html {
  const pieces = written.map((text, index) => text + (index < filled.length ? markupOf(filled[index]!) : ''))
  return { markup: pieces.join('') }
}

function markupOf(piece: Piece): string {
  if (typeof piece === 'string') return escaped(piece)
  if (typeof piece === 'number') return String(piece)
  if ('markup' in piece) return piece.markup
  return piece.map(one => one.markup).join('\n')
}
