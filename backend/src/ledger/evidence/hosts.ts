import type { Processor } from '../../egress/purpose.ts'
import { hostOf } from '../../egress/rules.ts'
import type { Settings } from '../../settings.ts'

/** Where each processor is by the running configuration, as the ledger writes it: `name:port`; '' where it is not used. */
export function configuredHosts({ deepseek, ollamaUrl, stripe, smtp }: Settings): Record<Processor, string> {
  return {
    deepseek: hostOf(deepseek?.url ?? ''),
    ollama: hostOf(ollamaUrl),
    stripe: hostOf(stripe?.url ?? ''),
    smtp: smtp ? hostOf(`http://${smtp.host.includes(':') ? `[${smtp.host}]` : smtp.host}:${smtp.port}`) : '',
  }
}
