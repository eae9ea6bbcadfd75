/** A piece of a page's text as it stands there, under the heading above it. */
export interface Block {
  heading: string
  text: string
}

/** What was read in a tab. */
export interface Page {
  url: string
  title: string
  /** BCP 47, or '' where the page does not say. */
  language: string
  blocks: Block[]
  /** The page went on beyond what is read at most. */
  cut: boolean
  /** Null where it touches a field for a secret: then nobody else's word for it is taken either. */
  selection: string | null
  /** It asks for a password, a code or a card. */
  password: boolean
  /** It holds a frame of somebody else's, which may ask for one. */
  frame: boolean
  /** Its makers ask that machines leave it alone (`noai`, `noarchive`). */
  reserved: boolean
  /** It is no page but a PDF in the browser's viewer. */
  pdf: boolean
}

/** In characters: what is read of a page at most. */
export const longestPage = 400_000
