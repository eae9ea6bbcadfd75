// Signs that a reader does not see but a model reads: zero-width signs, bidirectional controls, tag characters
// (U+E0000 to U+E007F), variation selectors and all else that Unicode tells a screen to ignore, and control
// characters. Pages have hidden orders to models in them.
const hidden = /[\p{Cc}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu

/** Takes a text that somebody else wrote and gives what a reader of it would have seen. */
export function visible(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(hidden, sign => (sign === '\n' || sign === '\t' ? sign : ''))
}
