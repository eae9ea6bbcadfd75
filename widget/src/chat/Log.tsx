import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { IconButton } from './Icon.tsx'
import type { Words } from './words/shape.ts'

interface Props {
  words: Words
  /** Changes whenever what is inside grows. */
  version: unknown
  /** Changes when the visitor asks: then the end is shown wherever they were. */
  asked: number
  children: ComponentChildren
}

/** So near the end a reader is following, in pixels. */
const near = 48

/** The scrolling part: follows the end while the reader is there, and leaves them alone when they read above. */
export function Log({ words, version, asked, children }: Props) {
  const log = useRef<HTMLDivElement>(null)
  const following = useRef(true)
  const [away, setAway] = useState(false)

  const toEnd = () => {
    if (log.current) log.current.scrollTop = log.current.scrollHeight
  }
  useLayoutEffect(() => {
    following.current = true
    toEnd()
  }, [asked])
  useLayoutEffect(() => {
    if (following.current) toEnd()
  }, [version])

  function scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = log.current!
    following.current = scrollHeight - scrollTop - clientHeight < near
    setAway(!following.current)
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
