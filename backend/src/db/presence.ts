import { connect, type DatabaseAddress, type Sql } from './connect.ts'

export interface Presence {
  /** This process's number in the database; it changes when the connection had to be made anew. */
  number(): number
  close(): Promise<void>
}

/**
 * Holds the advisory lock of this process's number on a connection of its own, so that the database itself
 * knows when the process is no more, whatever the clocks say. When the connection breaks, the old number is
 * dead and its answers are lost; a new one is taken as soon as the database is back.
 */
export async function announce(address: DatabaseAddress): Promise<Presence> {
  let number = 0
  let closing = false
  let sql: Sql
  const enter = async () => {
    sql = connect(address, 'atavus_app', { max: 1, lasting: true, onclose: () => void again() })
    const [row] = await sql<{ number: number }[]>`
      with n as materialized (select next_process() as number)
      select number from n, pg_advisory_lock(hashtext('atavus.process'), number)
    `
    number = row?.number ?? 0
  }
  const again = async () => {
    if (closing || number === 0) return
    number = 0
    while (!closing && number === 0) {
      await sql.end({ timeout: 0 }).catch(() => {})
      await new Promise(resolve => setTimeout(resolve, 500))
      await enter().catch(() => {})
    }
  }
  await enter()
  return {
    number: () => number,
    close: async () => {
      closing = true
      await sql.end({ timeout: 1 })
    },
  }
}
