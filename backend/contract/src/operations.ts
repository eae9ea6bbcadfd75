import { chatOperations } from './chat-operations.ts'
import { dashboardOperations } from './dashboard-operations.ts'
import { deviceOperations } from './device-operations.ts'
import { ownOperations } from './own-operations.ts'
import { serverOperations } from './server-operations.ts'

/** Every door under `/v1`. */
export const operations = {
  ...chatOperations,
  ...serverOperations,
  ...deviceOperations,
  ...ownOperations,
  ...dashboardOperations,
}

export type OperationName = keyof typeof operations
