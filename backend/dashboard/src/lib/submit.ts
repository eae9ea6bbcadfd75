import { useState } from 'preact/hooks'
import { Refused } from './problem.ts'

export type FormEvent = SubmitEvent & { currentTarget: HTMLFormElement }

/** A form on its way to the backend. `done` says that the last attempt went through. */
export type Sending =
  | { phase: 'idle' }
  | { phase: 'busy' }
  | { phase: 'done' }
  | { phase: 'failed'; error: unknown }

/** Runs a form's task: not twice at once, and its refusal is kept for the screen. */
export function useSubmit(task: (form: FormData, element: HTMLFormElement) => Promise<unknown>) {
  const [sending, setSending] = useState<Sending>({ phase: 'idle' })

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (sending.phase === 'busy') return
    const element = event.currentTarget
    setSending({ phase: 'busy' })
    try {
      await task(new FormData(element), element)
      setSending({ phase: 'done' })
    } catch (error) {
      setSending(isGivenUp(error) ? { phase: 'idle' } : { phase: 'failed', error })
    }
  }
  return { sending, submit, busy: sending.phase === 'busy', error: failure(sending) }
}

/** Whoever would rather not prove who they are has decided so; nothing needs to be said. */
const isGivenUp = (error: unknown) => error instanceof Refused && error.code === 'confirmation_required'

function failure(sending: Sending) {
  return sending.phase === 'failed' ? sending.error : null
}
