import type { Notice as NoticeText } from '@atavus/contract/chat'
import type { TargetedEvent } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { Anchor } from '../markdown/Anchor.tsx'
import type { Words } from './words/shape.ts'

interface Props {
  notice: NoticeText
  words: Words
  site: string
  recording: boolean
  /** Why the notice is shown again, in words. */
  problem: string | null
  onAgree(history: boolean): void
  onRefuse(): void
}

/** Stands where the composer was until the visitor has agreed or refused; what was typed waits. */
export function Notice({ notice, words, site, recording, problem, onAgree, onRefuse }: Props) {
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  function submit(event: TargetedEvent<HTMLFormElement>) {
    event.preventDefault()
    onAgree(new FormData(event.currentTarget).has('history'))
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
      <label class="tick">
        <input type="checkbox" name="adult" required />
        <span>{notice.adult}</span>
      </label>
      <label class="tick">
        <input type="checkbox" name="history" />
        <span>{notice.history}</span>
      </label>
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <div class="choice">
        <button type="button" class="equal" onClick={onRefuse}>
          {notice.refuse}
        </button>
        <button type="submit" class="equal" aria-busy={recording}>
          {notice.agree}
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
