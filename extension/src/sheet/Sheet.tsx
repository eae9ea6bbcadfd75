import { IconButton } from '@atavus/widget/chat/Icon.tsx'
import { Tick } from '@atavus/widget/chat/Tick.tsx'
import type { TargetedEvent } from 'preact'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Held } from '../client/accounts.ts'
import { closeSites, isOf } from '../page/open-sites.ts'
import type { Attached } from '../panel/attached.ts'
import type { Ground } from '../panel/ground.ts'
import { type Masks, masked } from '../share/masks.ts'
import { addressIn, offer, taken } from '../share/offer.ts'
import { isFixed } from '../share/parts.ts'
import type { Sending } from '../talk/sending.ts'
import type { Talk } from '../talk/talk.ts'
import { Masked } from './Masked.tsx'
import { PageOf } from './PageOf.tsx'
import { PartsOf } from './PartsOf.tsx'
import { ReadBy, useReaders } from './ReadBy.tsx'
import { mayShareOf, useSafety } from './safety.ts'

interface Props {
  ground: Ground
  held: Held
  talk: Talk
  /** At least one. */
  attached: Attached[]
  question: string
  /** An answer is on its way: the next question waits for it. */
  busy: boolean
  /** Says so of a question that is too long: placeholders may be longer than what they stand for. */
  tooLong(question: string): string
  onSend(sending: Sending): void
  onCancel(): void
}

/** Exactly what would be sent, with a switch at everything that was replaced. Sending from here is the only way out. */
export function Sheet({ ground, held, talk, attached, question, busy, tooLong, onSend, onCancel }: Props) {
  const { words } = ground
  const { sheet } = words
  const host = new URL(held.server).host
  const [masks, setMasks] = useState<Masks | null>(null)
  const [whole, setWhole] = useState(attached.some(({ matter }) => matter.kind === 'page' && matter.whole))
  const [also, setAlso] = useState<string[]>([])
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set())
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set())
  const [refused, setRefused] = useState(false)
  /** It is pressed once. */
  const [pressed, setPressed] = useState(false)
  const { guards, agreed } = useSafety(ground, attached)
  const readers = useReaders(ground, held, talk.chat().conversation)
  const title = useRef<HTMLHeadingElement>(null)

  useEffect(() => {
    talk.masks().then(setMasks)
    title.current?.focus()
  }, [])
  const offered = useMemo(() => {
    const matters = attached.map(({ matter }) => (matter.kind === 'page' ? { ...matter, whole } : matter))
    const language = matters[0]?.page.language || words.language
    return masks && offer(matters, question, texts => masked(texts, masks, language, also))
  }, [masks, whole, also])

  const sent = offered && taken(offered, left, open, turned)
  const long = sent ? tooLong(sent.text) : ''
  // Before it is known what speaks against it, and who can read it, nothing goes.
  const known = guards !== null && readers.sharing !== undefined
  const sendable = !busy && !pressed && known && sent !== null && sent.shared.length > 0 && !long
  const turn = (placeholder: string) => setOpen(toggle(open, placeholder))

  async function never(host: string) {
    await ground.house.choices.block(host)
    await closeSites(isOf(host))
    onCancel()
  }
  async function submit(event: TargetedEvent<HTMLFormElement>) {
    event.preventDefault()
    if (!offered || !sent || !sendable) return
    setPressed(true)
    // Asked in the turn of the press, or a browser asks nothing.
    if (!(await mayShareOf(ground))) {
      setPressed(false)
      return setRefused(true)
    }
    const pages = offered.pages.map((page, at) => {
      const { tab, private: inPrivate, matter } = attached[at]!
      return {
        tab,
        url: matter.page.url,
        sent: addressIn(page, turned),
        passages: page.passages.map(({ number, text }) => ({ number, text })),
        page: { ...matter.page, blocks: [], selection: '' },
        private: inPrivate,
      }
    })
    const { text, shared, values } = sent
    onSend({ text, context: shared, values, lent: { pages, context: shared } })
  }

  const origins = [...new Set(offered?.pages.map(({ origin }) => origin))]
  return (
    <form class="page sheet" onSubmit={submit} onKeyDown={event => event.key === 'Escape' && onCancel()}>
      <div class="head">
        <IconButton class="mirrored" icon="back" label={words.cancel} onClick={onCancel} />
        <h2 tabIndex={-1} ref={title}>
          {sheet.title}
        </h2>
      </div>
      <p>{sheet.lead(talk.assistant.name, host)}</p>
      <ReadBy ground={ground} readers={readers} />
      {(!offered || !guards) && <p role="status">{sheet.masking}</p>}
      {offered && sent && guards && (
        <>
          {!agreed && <Tick name="agree" text={sheet.agree(host)} required />}
          <section class="what">
            <h3>{sheet.question}</h3>
            <p dir="auto">
              <PartsOf parts={offered.question} open={open} words={words} onToggle={turn} />
            </p>
          </section>
          <Masked
            words={words}
            values={offered.values.filter(value => !isFixed(value))}
            open={open}
            onToggle={turn}
            onAdd={more => setAlso([...also, more])}
          />
          {offered.pages.map((page, at) => (
            <PageOf
              key={page.key}
              {...{ words, page, whole, left, open, turned }}
              attached={attached[at]!}
              guards={guards[at] ?? []}
              ask={origins.length > 1 && offered.pages.findIndex(one => one.origin === page.origin) === at}
              onWhole={() => setWhole(!whole)}
              onBare={() => setTurned(toggle(turned, page.key))}
              onNever={never}
              onLeave={number => setLeft(toggle(left, number))}
              onToggle={turn}
            />
          ))}
          <div class="choice ends">
            {sent.shared.length === 0 && <p role="status">{sheet.nothing}</p>}
            {long && <p role="status">{long}</p>}
            {busy && <p role="status">{ground.chat.thinking}</p>}
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
