import type { Notice as NoticeText } from '@atavus/contract/chat'
import type { TargetedEvent } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { Anchor } from '../markdown/Anchor.tsx'
import { asksForPrivacy } from './browser.ts'
import { Tick } from './Tick.tsx'
import type { Words } from './words/shape.ts'

interface Props {
  notice: NoticeText
  words: Words
  site: string
  recording: boolean
  /** Why the notice is shown again, in words. */
  problem: string | null
  /** `remote`: whether a model outside the server may answer; left out where the notice does not ask. */
  onAgree(history: boolean, remote?: boolean): void
  onRefuse(): void
}

/** Stands where the composer was until the visitor has agreed or refused; what was typed waits. */
export function Notice({ notice, words, site, recording, problem, onAgree, onRefuse }: Props) {
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  const { remote } = notice
  // What Enter says is the yes with the model outside, unless the browser asks that nothing be passed on.
  const outside = remote ? !asksForPrivacy() : undefined
  const agree = (form: HTMLFormElement, remote?: boolean) =>
    onAgree(new FormData(form).has('history'), remote)
  function submit(event: TargetedEvent<HTMLFormElement>) {
    event.preventDefault()
    agree(event.currentTarget, outside)
  }
  function otherwise({ currentTarget: { form } }: TargetedEvent<HTMLButtonElement>) {
    if (form?.reportValidity()) agree(form, !outside)
  }
  return (
    <form class="notice" lang={notice.language} aria-labelledby="notice" onSubmit={submit}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <div class="reading" tabIndex={0}>
        <h2 id="notice" ref={title} tabIndex={-1}>
          {notice.title}
        </h2>
        <NoticeWords notice={notice} words={words} site={site} />
      </div>
      <Tick name="adult" text={notice.adult} required />
      {notice.history && <Tick name="history" text={notice.history} />}
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {remote && !outside && <p class="paragraphs">{words.gpc(remote.with)}</p>}
      <div class={remote ? 'choice three' : 'choice'}>
        <button type="button" class="equal" onClick={onRefuse}>
          {notice.refuse}
        </button>
        {remote && (
          <button type="button" class="equal" aria-busy={recording} onClick={otherwise}>
            {remote[outside ? 'without' : 'with']}
          </button>
        )}
        <button type="submit" class="equal" aria-busy={recording}>
          {remote ? remote[outside ? 'with' : 'without'] : notice.agree}
        </button>
      </div>
    </form>
  )
}

/** The paragraphs of a notice with the link to the whole policy. */
export function NoticeWords({ notice, words, site }: { notice: NoticeText; words: Words; site: string }) {
  return (
    <div class="paragraphs" lang={notice.language}>
      {notice.paragraphs.map(paragraph => (
        <p key={paragraph} dir="auto">
          {paragraph}
        </p>
      ))}
      <p>
        <Anchor address={notice.policyUrl} site={site}>
          {words.policy}
        </Anchor>
      </p>
    </div>
  )
}
