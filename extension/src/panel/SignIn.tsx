import { type Code, codeOf } from '@atavus/widget/client/problem.ts'
import { Anchor } from '@atavus/widget/markdown/Anchor.tsx'
import type { TargetedEvent } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import browser from 'webextension-polyfill'
import { serverOf } from '../client/server.ts'
import type { Waiting } from '../client/sign-in.ts'
import type { Words } from '../words/shape.ts'
import type { Ground } from './ground.ts'

interface Props {
  ground: Ground
  /** Somebody was signed in here and is no longer. */
  out: boolean
  onDone(): void
}

/** Signing in at the server's own page: a code is shown here and there. */
export function SignIn({ ground, out, onDone }: Props) {
  const { house, words, chat } = ground
  const [server, setServer] = useState<{ server: string; fixed: boolean } | null>(null)
  const [waiting, setWaiting] = useState<Waiting | null>(null)
  const [others, setOthers] = useState(false)
  const [problem, setProblem] = useState(out ? words.signIn.out : '')

  useEffect(() => {
    house.choices.server().then(setServer)
    house.signIn.pending().then(setWaiting)
    house.accounts.all().then(all => setOthers(all.length > 0))
  }, [])
  useEffect(() => {
    if (!waiting) return
    const over = new AbortController()
    house.signIn.finish(waiting, over.signal).then(code => {
      if (over.signal.aborted) return
      if (code === null) return onDone()
      setProblem(reason(code))
      setWaiting(null)
    })
    return () => over.abort()
  }, [waiting])

  const reason = (code: Code) => own(code, words) ?? chat.codes[code] ?? chat.codes.other
  const show = ({ page }: Waiting) => browser.tabs.create({ url: page })

  async function begin(event: TargetedEvent<HTMLFormElement>) {
    event.preventDefault()
    const typed = serverOf(
      server?.fixed ? server.server : String(new FormData(event.currentTarget).get('server')),
    )
    if (!typed) return setProblem(words.server.wrong)
    setProblem('')
    try {
      const begun = await house.signIn.begin(typed)
      if (!server?.fixed) {
        await house.choices.choose(typed)
        setServer({ server: typed, fixed: false })
      }
      setWaiting(begun)
      await show(begun)
    } catch (error) {
      setProblem(reason(codeOf(error)))
    }
  }
  async function cancel() {
    await house.signIn.cancel()
    setWaiting(null)
    onDone()
  }

  if (waiting)
    return (
      <div class="page">
        <h2>{words.signIn.code}</h2>
        <p class="code">{waiting.code}</p>
        <p>{words.signIn.compare}</p>
        <p role="status">{words.signIn.waiting}</p>
        <div class="choice">
          <button type="button" class="small" onClick={cancel}>
            {words.cancel}
          </button>
          <button type="button" class="small" onClick={() => show(waiting)}>
            {words.signIn.page}
          </button>
        </div>
      </div>
    )
  return (
    <form class="page" onSubmit={begin} noValidate>
      <h2>{words.signIn.title}</h2>
      {server && (
        <label class="line">
          <span>{words.server.label}</span>
          <input
            name="server"
            type="url"
            dir="ltr"
            defaultValue={server.server}
            readOnly={server.fixed}
            spellcheck={false}
          />
          <small>{server.fixed ? words.server.fixed : words.server.hint}</small>
        </label>
      )}
      {server && <p>{words.signIn.lead}</p>}
      {server && (
        <p>
          <Anchor address={`${server.server}/privacy`} site="" bare>
            {chat.policy}
          </Anchor>
        </p>
      )}
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <button type="submit" class="equal" disabled={!server}>
        {words.signIn.go}
      </button>
      {others && (
        <button type="button" class="small" onClick={cancel}>
          {words.cancel}
        </button>
      )}
    </form>
  )
}

function own(code: Code, { signIn }: Words): string | undefined {
  const said: Partial<Record<Code, string>> = {
    refused_by_user: signIn.refused,
    link_invalid: signIn.over,
    not_yet: signIn.over,
  }
  return said[code]
}
