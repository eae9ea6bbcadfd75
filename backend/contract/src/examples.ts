import story from './examples.json' with { type: 'json' }
import type { OperationName } from './operations.ts'
import told from './recorded.json' with { type: 'json' }

/**
 * A step of a story that uses every door for programs. `{{name}}` stands for what an earlier step kept of its answer,
 * by the path of a field. Steps without `as` come with an API key.
 */
export interface Step {
  operation: OperationName
  as?: 'visitor' | 'site'
  places?: Record<string, string>
  query?: Record<string, string>
  headers?: Record<string, string>
  body?: unknown
  status: number
  keep?: Record<string, string>
}

/** A step as it went, with ids and secrets that stand for what they were. A test tells the story anew and compares. */
export interface Recorded {
  operation: OperationName
  method: string
  /** With its query. */
  path: string
  headers: Record<string, string>
  body: unknown
  status: number
  /** JSON, or the text of another media type; null: no body. */
  answer: unknown
}

export const steps = story as Step[]
export const recorded = told as Recorded[]
