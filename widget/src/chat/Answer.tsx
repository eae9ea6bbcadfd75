import type { Message } from '@atavus/contract/chat'
import { useState } from 'preact/hooks'
import { Markdown } from '../markdown/Markdown.tsx'
import { copyText } from './browser.ts'
import { Icon, IconButton } from './Icon.tsx'
import { Sources } from './Sources.tsx'
import type { Words } from './words/shape.ts'
import { whereabouts } from './words/whereabouts.ts'

/** What a reader can do with an answer; a logged one is only read. */
export interface AnswerActions {
  rate(question: string, thumb: Message['thumb']): void
  retry(question: string): void
}

interface Props {
  message: Message
  site: string
  words: Words
  actions?: AnswerActions | undefined
  /** The last answer of an idle chat may be asked again. */
  last: boolean
}

export function Answer({ message, site, words, actions, last }: Props) {
  const open = message.end === null
  const question = message.answers ?? ''
  return (
    <li class="answer" aria-busy={open}>
      <span class="avatar">
        <Icon name="mark" />
      </span>
      <div class="said">
        <span class="speaker">{words.assistant}</span>
        {message.text ? (
          <div dir="auto">
            <Markdown text={message.text} open={open} site={site} sources={message.sources} />
          </div>
        ) : (
          open && <Thinking label={words.thinking} />
        )}
        <Ending message={message} words={words}>
          {last && actions && (message.end === 'error' || message.end === 'stopped') && (
            <button type="button" class="small" onClick={() => actions.retry(question)}>
              <Icon name="retry" />
              {words.retry}
            </button>
          )}
        </Ending>
        {!open && <Sources sources={message.sources} site={site} words={words} />}
        {!open && (
          <footer>
            <p class="whereabouts">{whereabouts(message, words)}</p>
            {actions && message.text && <Tools message={message} words={words} actions={actions} />}
          </footer>
        )}
      </div>
    </li>
  )
}

export function Thinking({ label }: { label: string }) {
  return (
    <p class="thinking">
      <i />
      <i />
      <i />
      <span class="hidden">{label}</span>
    </p>
  )
}

function Ending({
  message,
  words,
  children,
}: {
  message: Message
  words: Words
  children: preact.ComponentChildren
}) {
  const { end, code } = message
  if (end === null || end === 'complete') return null
  if (end === 'refused' && message.text) return null
  return (
    <div class={end === 'error' ? 'ending bad' : 'ending'}>
      <p>{end === 'error' ? ((code && words.codes[code]) ?? words.codes.other) : words.ends[end]}</p>
      {children}
    </div>
  )
}

function Tools({ message, words, actions }: { message: Message; words: Words; actions: AnswerActions }) {
  const [copied, setCopied] = useState(false)
  const question = message.answers ?? ''
  async function copy() {
    setCopied(await copyText(message.text))
    setTimeout(() => setCopied(false), 2000)
  }
  const thumb = (which: 'up' | 'down') => () => actions.rate(question, message.thumb === which ? null : which)
  return (
    <div class="tools">
      <IconButton icon={copied ? 'done' : 'copy'} label={copied ? words.copied : words.copy} onClick={copy} />
      <IconButton icon="up" label={words.good} pressed={message.thumb === 'up'} onClick={thumb('up')} />
      <IconButton
        icon="thumbDown"
        label={words.bad}
        pressed={message.thumb === 'down'}
        onClick={thumb('down')}
      />
    </div>
  )
}
