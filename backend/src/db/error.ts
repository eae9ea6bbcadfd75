import postgres from 'postgres'

/** What keeps the database from being used, as a sentence for the person at the terminal. */
export class DatabaseError extends Error {}

/** Whether a value was none that the database can take (SQLSTATE class 22), such as a year that it does not have. */
export function isDataException(error: unknown): boolean {
  return error instanceof postgres.PostgresError && error.code.startsWith('22')
}
