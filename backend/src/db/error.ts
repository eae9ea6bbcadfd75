/** What keeps the database from being used, as a sentence for the person at the terminal. */
export class DatabaseError extends Error {}
