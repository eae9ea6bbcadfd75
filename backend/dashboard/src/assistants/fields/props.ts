import type { Assistant } from '@atavus/contract/console'

export interface FieldsProps {
  assistant: Assistant
  /** The refusal of the last attempt to save; it may name fields. */
  error: unknown
}
