/** A piece of an owner's document, or of a page that is shared with a question, as it is handed to a model. */
export interface Passage {
  id: string
  document: string
  title: string
  /** Where the document stands on the owner's site; null when it has no address. */
  url: string | null
  /** The nearest heading above the passage, or ''. */
  heading: string
  text: string
  language: string
  /** How well it fits the question, 0 to 1; comparable within one question and against the threshold. */
  score: number
  /** Of a page that the asker shared with the question: the passage's own number there. */
  shared?: number
}
