/**
 * A text without the signs that nobody sees: tags, marks of direction, blanks without width and the like, in which
 * orders travel and by which a name is not known for one. Joiners and the choice of a drawing stay where writing needs
 * them: alone or in twos, and after what is not Latin.
 */
export const withoutUnseen = (text: string): string => text.replace(unseen, '')

const unseen =
  /(?:\p{Join_C}|\ufe0e|\ufe0f){3,}|(?<=[\0-\u024f])\p{Join_C}|(?!\p{Join_C}|\ufe0e|\ufe0f)[\p{DI}\ufff9-\ufffb]/gu

/** The runs of signs that are drawn, without blanks: what two texts have alike that look alike. */
export const drawnRuns = (text: string): RegExpExecArray[] => [
  ...text.matchAll(/[^\s\p{DI}\ufff9-\ufffb]+/gu),
]
