import type { Message } from '@atavus/contract/chat'
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { Markdown } from '../markdown/Markdown.tsx'
import { copyText } from './browser.ts'
import { Icon, IconButton } from './Icon.tsx'
import { Sent } from './Sent.tsx'
import { Sources } from './Sources.tsx'
import type { Words } from './words/shape.ts'
import { whereabouts } from './words/whereabouts.ts'

/** What a reader can do with an answer; a logged one is only read. */
export interface AnswerActions {
  /** Left out where no thumb is asked for. */
  rate?(question: string, thumb: Message['thumb']): void
  /** Puts an answer elsewhere, e.g. into a field of the page beside. */
  insert?: { label: string; act(text: string): void }
  retry(question: string): void
  /** Gives the question back to the visitor to write it otherwise. */
  rephrase(question: string): void
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
  const sent = message.whereabouts?.sent
  const again = message.code === 'not_anonymized' ? 'rephrase' : 'retry'
  return (
    <li class="answer" aria-busy={open}>
      <span class="avatar">
        <Icon name="mark" />
      </span>
      <div class="said">
        <span class="hidden">{words.assistant}</span>
        {message.text ? (
          <div dir="auto">
            <Markdown text={message.text} open={open} site={site} sources={message.sources} />
          </div>
        ) : (
          open && <Thinking label={words.thinking} />
        )}
        <Ending message={message} words={words}>
          {last && actions && (message.end === 'error' || message.end === 'stopped') && (
            <button type="button" class="small" onClick={() => actions[again](question)}>
              <Icon name={again} />
              {words[again]}
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
        {!open && sent && <Sent sent={sent} words={words} />}
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

/** How an answer ended, in words; '' for one that is whole or not at its end yet. */
export function endWords({ end, code, text }: Message, words: Words): string {
  if (end === null || end === 'complete' || (end === 'refused' && text)) return ''
  return end === 'error' ? ((code && words.codes[code]) ?? words.codes.other) : words.ends[end]
}

interface EndingProps {
  message: Message
  words: Words
  children: ComponentChildren
}

function Ending({ message, words, children }: EndingProps) {
  const told = endWords(message, words)
  if (!told) return null
  return (
    <div class={message.end === 'error' ? 'ending bad' : 'ending'}>
      <p>{told}</p>
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
  const { rate, insert } = actions
  const thumb = (which: 'up' | 'down') => () => rate?.(question, message.thumb === which ? null : which)
  return (
    <div class="tools">
      <IconButton icon={copied ? 'done' : 'copy'} label={copied ? words.copied : words.copy} onClick={copy} />
      {insert && <IconButton icon="insert" label={insert.label} onClick={() => insert.act(message.text)} />}
      {rate && (
        <>
          <IconButton icon="up" label={words.good} pressed={message.thumb === 'up'} onClick={thumb('up')} />
          <IconButton
            icon="thumbDown"
            label={words.bad}
            pressed={message.thumb === 'down'}
            onClick={thumb('down')}
          />
        </>
      )}
    </div>
  )
}
