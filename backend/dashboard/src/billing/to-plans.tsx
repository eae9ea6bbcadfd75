import { useAccount } from '../frame/signed.ts'
import { Refused } from '../lib/problem.ts'
import { words } from '../words/words.ts'

/**
 * The way to the plans, where a refusal says that the present one does not allow it, and to what is paid for where the
 * workspace is suspended: for whoever may see them.
 */
export function ToPlans({ error }: { error: unknown }) {
  const account = useAccount()
  const code = error instanceof Refused ? error.code : null
  const leads = code === 'plan_limit' || code === 'suspended'
  if (!leads || !account?.billing || !account.rights.includes('billing:read')) return null
  return <a href="/billing">{code === 'suspended' ? words.billing.notice.link : words.billing.toPlans}</a>
}
