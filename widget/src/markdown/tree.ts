/** Text within a line, as it will be drawn. A string is drawn as it stands. */
export type Inline =
  | string
  | { kind: 'code'; text: string }
  | { kind: 'em' | 'strong' | 'del'; inside: Inline[] }
  /** `address` is what was written; whether it may become a link is decided when it is drawn. */
  | { kind: 'link'; address: string; inside: Inline[] }
  | { kind: 'cite'; number: number }
  | { kind: 'break' }

export type Block =
  | { kind: 'paragraph'; inside: Inline[] }
  | { kind: 'heading'; level: number; inside: Inline[] }
  | { kind: 'code'; language: string; text: string }
  | { kind: 'list'; ordered: boolean; start: number; items: Block[][] }
  | { kind: 'quote'; inside: Block[] }
  | { kind: 'table'; align: Align[]; head: Inline[][]; rows: Inline[][][] }
  | { kind: 'rule' }

export type Align = 'start' | 'center' | 'end'
