import postgres from 'postgres'

/** The bootstrap superuser of a private cluster. Trusted, because only its owner reaches the socket. */
export const user = 'atavus'

/**
 * Which PostgreSQL answers on a socket. Takes the socket's folder; gives its version and data folder,
 * or undefined when nothing answers within five seconds.
 */
export async function answering(socket: string): Promise<{ version: string; data: string } | undefined> {
  const path = `${socket}/.s.PGSQL.5432`
  const sql = postgres({ path, user, database: 'postgres', max: 1, connect_timeout: 5, onnotice: () => {} })
  try {
    const [row] = await sql<{ version: string; data: string }[]>`
      select split_part(current_setting('server_version'), ' ', 1) as version,
             current_setting('data_directory') as data
    `
    return row
  } catch {
    return undefined
  } finally {
    await sql.end({ timeout: 1 })
  }
}
