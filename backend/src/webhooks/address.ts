import { EgressRefused, type Purpose } from '../egress/purpose.ts'
import { reservedHosts } from '../egress/reserved.ts'
import { allowList, hostOf, targetOf } from '../egress/rules.ts'
import type { Settings } from '../settings.ts'

/** What the ledger says of a delivery: to whom, and why. */
export const purposeOf = (workspace: string): Purpose => ({ kind: 'endpoint', workspace, why: 'webhook' })

/**
 * A webhook's address without what is never sent of it. It may lie where the gate lets owners' endpoints be, and must
 * be https, unless the operator has allowed its very host and port. What its name stands for is seen at each delivery.
 * @throws EgressRefused `egress_url` or `egress_address`.
 */
export function checkedAddress(settings: Settings, workspace: string, written: string): string {
  const allowed = allowList(settings.egressAllow)
  const { url } = targetOf(purposeOf(workspace), written, allowed, reservedHosts(settings))
  if (url.protocol !== 'https:' && !allowed.has(hostOf(url))) throw new EgressRefused('egress_url')
  return url.origin + url.pathname + url.search
}
