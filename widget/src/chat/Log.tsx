import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { IconButton } from './Icon.tsx'
import type { Words } from './words/shape.ts'

interface Props {
  words: Words
  /** Changes whenever what is inside grows. */
  version: unknown
  /** Changes when the visitor asks: then the question is shown wherever they were. */
  asked: number
  children: ComponentChildren
}

/** So near the end a reader is following, in pixels. */
const near = 48

/**
 * The scrolling part. After a question it follows the answer until the question has reached the top, so that a long
 * answer is read from its beginning; a reader at the end is kept there, and one who reads above is left alone.
 */
export function Log({ words, version, asked, children }: Props) {
  const log = useRef<HTMLDivElement>(null)
  const mode = useRef<'question' | 'end' | 'alone'>('question')
  const placed = useRef(0)
  const [away, setAway] = useState(false)

  function follow() {
    const element = log.current
    if (!element || mode.current === 'alone') return
    const end = element.scrollHeight - element.clientHeight
    const top = mode.current === 'question' ? topOfQuestion(element) : end
    element.scrollTop = Math.min(end, top)
    placed.current = element.scrollTop
    setAway(end - element.scrollTop >= near)
  }
  function toEnd() {
    mode.current = 'end'
    follow()
  }
  useLayoutEffect(() => {
    mode.current = 'question'
    follow()
  }, [asked])
  useLayoutEffect(follow, [version])

  function scrolled() {
    // A scroll may be told after the log was taken down.
    if (!log.current) return
    const { scrollTop, scrollHeight, clientHeight } = log.current
    const atEnd = scrollHeight - scrollTop - clientHeight < near
    // Where we put it ourselves, nobody has scrolled.
    if (Math.abs(scrollTop - placed.current) > 2) mode.current = atEnd ? 'end' : 'alone'
    setAway(!atEnd)
  }
  return (
    <div class="middle">
      <div
        class="log"
        role="log"
        aria-live="off"
        aria-label={words.conversation}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        tabIndex={0}
        ref={log}
        onScroll={scrolled}
      >
        {children}
      </div>
      {away && <IconButton class="latest" icon="down" label={words.latest} onClick={toEnd} />}
    </div>
  )
}

/** How far down the last question lies, with a little air above it. */
function topOfQuestion(log: HTMLElement): number {
  const question = [...log.querySelectorAll('.question')].at(-1)
  if (!question) return Number.POSITIVE_INFINITY
  return question.getBoundingClientRect().top - log.getBoundingClientRect().top + log.scrollTop - 16
}
