import type { AddressClass } from '../../egress/class.ts'
import type { PromiseState } from '../../privacy/promise.ts'

/** What it says that a host of ours stands there: an address that is not found says nothing. */
export function stateOfClass(found: AddressClass | 'socket'): PromiseState {
  if (found === 'public') return 'broken'
  return found === 'unresolved' ? 'attention' : 'kept'
}
