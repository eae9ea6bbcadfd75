import type { ComponentProps } from 'preact'
import { Refused } from '../lib/problem.ts'
import { Await, Empty } from '../pieces/states.tsx'
import { words } from '../words/words.ts'

/** Draws what was loaded for an operator; whoever signed in without a second factor is led to one. */
export function Operated<T>(props: ComponentProps<typeof Await<T>>) {
  const { state } = props
  if (state.phase === 'failed' && state.error instanceof Refused && state.error.code === 'factor_demanded')
    return (
      <Empty {...words.operator.factor}>
        <a class="button primary" href="/account/factor">
          {words.operator.factor.link}
        </a>
      </Empty>
    )
  return <Await {...props} />
}
