import postgres from 'postgres'
import { databaseUrl } from './url.ts'

export type Sql = ReturnType<typeof postgres>
export type Types = Sql extends postgres.Sql<infer T> ? T : never

/** Where the database is: our own cluster behind a socket, or a server that somebody runs. */
export type DatabaseAddress =
  | { kind: 'embedded'; socket: string; user: string; database: string }
  | { kind: 'server'; url: string }

export type Role = 'atavus_owner' | 'atavus_app' | 'atavus_keeper'

interface Options {
  max: number
  /** Never closed for being idle or old. */
  lasting?: boolean
  onclose?: () => void
}

/**
 * A pool whose connections act as one role and see only our schema. Behind our own socket they sign in as that
 * role; on a server they sign in as the URL's user and take the role on at once.
 */
export function connect(address: DatabaseAddress, role: Role, { max, lasting, onclose }: Options): Sql {
  const settings = {
    search_path: 'atavus',
    statement_timeout: 5000,
    idle_in_transaction_session_timeout: 10_000,
  }
  return open(address, address.kind === 'embedded' ? role : undefined, {
    max,
    connection: address.kind === 'embedded' ? settings : { ...settings, role },
    ...(lasting && forever),
    ...(onclose && { onclose }),
  })
}

/** One connection with the rights of whoever owns the database: for roles, schema and migrations only. */
export function connectAsAdmin(address: DatabaseAddress, { lasting = false } = {}): Sql {
  return open(address, undefined, { max: 1, ...(lasting && forever) })
}

/** One more connection like those of `sql`, which has asked the database for its types already. */
export function another(sql: Sql, onclose: () => void): Sql {
  const options = { ...sql.options, max: 1, fetch_types: false, max_lifetime: null, onclose }
  return postgres(options as unknown as postgres.Options<Record<string, postgres.PostgresType>>) as Sql
}

const forever = { idle_timeout: 0, max_lifetime: null }

/** Seconds before a connection that broke is made anew: a database that comes back is not waited for long. */
const backoff = (failures: number): number => Math.min(0.05 * 2 ** failures, 1)

function open(
  address: DatabaseAddress,
  role: string | undefined,
  more: postgres.Options<Record<string, postgres.PostgresType>>,
): Sql {
  const common = {
    onnotice: () => {},
    connect_timeout: 5,
    idle_timeout: 60,
    max_lifetime: 3600,
    backoff,
    ...more,
    // Days are counted in UTC, whatever clock the server's wall shows: 7 days are 168 hours there.
    connection: { TimeZone: 'UTC', ...more.connection },
  }
  if (address.kind === 'embedded') {
    const { socket, user, database } = address
    return postgres({ host: socket, port: 5432, user: role ?? user, database, ...common })
  }
  const url = databaseUrl(address.url)
  if (!url) throw new Error('DATABASE_URL is no address of a PostgreSQL')
  const socket = url.searchParams.get('host')
  if (!socket) return postgres(url.href, common)
  const user = decodeURIComponent(url.username)
  const password = decodeURIComponent(url.password)
  const port = Number(url.searchParams.get('port') ?? (url.port || 5432))
  const database = decodeURIComponent(url.pathname.slice(1))
  return postgres({ host: socket, port, user, password, database, ...common })
}
