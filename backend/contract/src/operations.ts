import { chatOperations } from './chat-operations.ts'
import { consoleOperations } from './console-operations.ts'

/** Every door under `/v1`. */
export const operations = { ...chatOperations, ...consoleOperations }

export type OperationName = keyof typeof operations
