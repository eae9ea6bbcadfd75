import { IconButton } from '@atavus/widget/chat/Icon.tsx'
import type { TargetedEvent } from 'preact'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Held } from '../client/accounts.ts'
import type { Attached } from '../panel/attached.ts'
import type { Ground } from '../panel/ground.ts'
import { type Masks, masked } from '../share/masks.ts'
import { offer, taken } from '../share/offer.ts'
import { isFixed } from '../share/parts.ts'
import type { Sending, Talk } from '../talk/talk.ts'
import { Guarded } from './Guarded.tsx'
import { Masked } from './Masked.tsx'
import { PartsOf } from './PartsOf.tsx'
import { Passages } from './Passages.tsx'
import { mayShareOf, useSafety } from './safety.ts'

interface Props {
  ground: Ground
  held: Held
  talk: Talk
  attached: Attached
  question: string
  onSend(sending: Sending): void
  onCancel(): void
}

/** Exactly what would be sent, with a switch at everything that was replaced. Sending from here is the only way out. */
export function Sheet({ ground, held, talk, attached, question, onSend, onCancel }: Props) {
  const { words } = ground
  const { sheet } = words
  const { page } = attached.matter
  const host = new URL(held.server).host
  const site = new URL(page.url).hostname
  const [masks, setMasks] = useState<Masks | null>(null)
  const [whole, setWhole] = useState(attached.matter.kind === 'page' && attached.matter.whole)
  const [also, setAlso] = useState<string[]>([])
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set())
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const [refused, setRefused] = useState(false)
  const { guards, agreed } = useSafety(ground, attached)
  const title = useRef<HTMLHeadingElement>(null)

  useEffect(() => {
    talk.masks().then(setMasks)
    title.current?.focus()
  }, [])
  const offered = useMemo(() => {
    const matter = attached.matter.kind === 'page' ? { ...attached.matter, whole } : attached.matter
    return (
      masks && offer(matter, question, texts => masked(texts, masks, page.language || words.language, also))
    )
  }, [masks, whole, also])

  const sent = offered && taken(offered, left, open)
  // Before it is known what speaks against it, nothing goes.
  const sendable = guards !== null && sent !== null && sent.shared.passages.length > 0
  const characters = sent?.shared.passages.reduce((sum, { text }) => sum + text.length, 0) ?? 0
  const count = new Intl.NumberFormat(words.language).format(characters)

  async function never() {
    await ground.house.choices.block(site)
    onCancel()
  }
  async function submit(event: TargetedEvent<HTMLFormElement>) {
    event.preventDefault()
    if (!offered || !sent || !sendable) return
    // Asked in the turn of the press, or a browser asks nothing.
    if (!(await mayShareOf(ground))) return setRefused(true)
    const passages = offered.passages.map(({ number, text }) => ({ number, text }))
    const lent = { tab: attached.tab, url: page.url, passages, context: [sent.shared] }
    onSend({ text: sent.text, context: [sent.shared], values: sent.values, lent })
  }

  return (
    <form class="page sheet" onSubmit={submit} onKeyDown={event => event.key === 'Escape' && onCancel()}>
      <div class="head">
        <IconButton class="mirrored" icon="back" label={words.cancel} onClick={onCancel} />
        <h2 tabIndex={-1} ref={title}>
          {sheet.title}
        </h2>
      </div>
      <p>{sheet.lead(talk.assistant.name, host)}</p>
      {!offered && <p role="status">{sheet.masking}</p>}
      {offered && sent && (
        <>
          <Guarded words={words} guards={guards} server={agreed ? null : host} />
          <section class="what">
            <h3>{sheet.question}</h3>
            <p>
              <PartsOf
                parts={offered.question}
                open={open}
                words={words}
                onToggle={one => setOpen(toggle(open, one))}
              />
            </p>
          </section>
          <section class="what">
            <h3>{sheet.from}</h3>
            <p dir="auto">
              <PartsOf
                parts={offered.title}
                open={open}
                words={words}
                onToggle={one => setOpen(toggle(open, one))}
              />
            </p>
            <p class="address" dir="ltr">
              {offered.url}
            </p>
            <p>{sheet.count(sent.shared.passages.length, offered.of, count)}</p>
            {page.cut && <p>{sheet.cut}</p>}
            <div class="choice">
              {offered.kind === 'page' && offered.of > 1 && (
                <button type="button" class="small" onClick={() => setWhole(!whole)}>
                  {whole ? sheet.best : sheet.whole}
                </button>
              )}
              {!guards?.includes('blocked') && (
                <button type="button" class="small" onClick={never}>
                  {sheet.block(site)}
                </button>
              )}
            </div>
          </section>
          <Masked
            words={words}
            values={offered.values.filter(value => !isFixed(value))}
            open={open}
            onToggle={one => setOpen(toggle(open, one))}
            onAdd={more => setAlso([...also, more])}
          />
          <Passages
            words={words}
            passages={offered.passages}
            left={left}
            open={open}
            onLeave={number => setLeft(toggle(left, number))}
            onToggle={one => setOpen(toggle(open, one))}
          />
          <div class="choice foot">
            {sent.shared.passages.length === 0 && <p role="status">{sheet.nothing}</p>}
            {refused && <p role="alert">{sheet.refused}</p>}
            <button type="button" class="equal" onClick={onCancel}>
              {words.cancel}
            </button>
            <button type="submit" class="equal" disabled={!sendable}>
              {sheet.send}
            </button>
          </div>
        </>
      )}
    </form>
  )
}

function toggle<T>(set: ReadonlySet<T>, one: T): ReadonlySet<T> {
  return new Set(set.has(one) ? [...set].filter(other => other !== one) : [...set, one])
}
