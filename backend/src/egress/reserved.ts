import { databaseUrl } from '../db/url.ts'
import type { Settings } from '../settings.ts'
import { hostOf } from './rules.ts'

/**
 * Where the operator's own servers are, as `Target.host` writes it: the mail server, the models and the database. They
 * may be private and allowed, and yet are nobody's but the platform's. This machine has many names; each counts.
 */
export function reservedHosts({
  smtp,
  ollamaUrl,
  deepseek,
  stripe,
  databaseUrl: database,
}: Settings): Set<string> {
  const hosts = [ollamaUrl, deepseek?.url ?? '', stripe?.url ?? ''].map(hostOf)
  if (smtp)
    hosts.push(hostOf(`http://${smtp.host.includes(':') ? `[${smtp.host}]` : smtp.host}:${smtp.port}`))
  const server = database === undefined ? undefined : databaseUrl(database)
  if (server) hosts.push(hostOf(`http://${server.hostname}:${server.port || 5432}`))
  return new Set(hosts.filter(Boolean).flatMap(spellings))
}

const thisMachine = ['localhost', '127.0.0.1', '[::1]']

function spellings(host: string): string[] {
  const [, name = '', port = ''] = /^(.*):(\d+)$/.exec(host) ?? []
  return thisMachine.includes(name) ? thisMachine.map(one => `${one}:${port}`) : [host]
}
