import type { ComponentChildren } from 'preact'
import { useMemo } from 'preact/hooks'
import { call } from '../lib/call.ts'
import { useLoad } from '../lib/load.ts'
import type { Place } from '../lib/router.ts'
import { Held } from './held.ts'
import { PlanNotice } from './notice.tsx'

/**
 * A room with the workspace's plan around it, which is asked for once a visit. The room loads meanwhile, and shows
 * itself when it is known whether there is a notice above it, so that nothing jumps.
 */
export function Planned({ place, children }: { place: Place; children: ComponentChildren }) {
  const { state, again, put } = useLoad(signal => call('billing', { signal }), [])
  const held = useMemo(() => ({ state, again, put }), [state, again, put])
  const unknown = state.phase === 'loading' && state.before === undefined
  return (
    <Held.Provider value={held}>
      <PlanNotice place={place} />
      <div class={unknown ? 'held-back' : undefined}>{children}</div>
    </Held.Provider>
  )
}
