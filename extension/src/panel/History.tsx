import { saveFile } from '@atavus/widget/chat/browser.ts'
import { Confirm } from '@atavus/widget/chat/Confirm.tsx'
import { day } from '@atavus/widget/chat/words/words.ts'
import { codeOf } from '@atavus/widget/client/problem.ts'
import { useEffect, useRef, useState } from 'preact/hooks'
import { isolated } from '../lib/isolated.ts'
import type { Listed, Sharing, Whole } from '../own/checked.ts'
import type { Own } from '../own/own.ts'
import { restoredFile, restoredWith } from '../share/restored.ts'
import { forgetAll, forgetConversation } from '../talk/forget.ts'
import { readersOf } from '../words/readers.ts'
import type { Ground } from './ground.ts'
import { keptHere } from './use-talk.ts'

interface Props {
  ground: Ground
  own: Own
  device: string
  onOpen(conversation: string, assistant: string, found: Whole): Promise<void>
  /** A conversation is gone, or all are. */
  onGone(conversation: string | 'all'): void
}

/** One's own conversations with all assistants: to find, read on, take along, share and delete. */
export function History({ ground, own, device, onOpen, onGone }: Props) {
  const { house, words, chat } = ground
  const { history } = words
  const [query, setQuery] = useState('')
  const [items, setItems] = useState<Listed[] | null>(null)
  const [next, setNext] = useState<string | null>(null)
  const [problem, setProblem] = useState('')
  const [unfolded, setUnfolded] = useState<string | null>(null)
  const [asking, setAsking] = useState<string | 'all' | null>(null)
  /** Counts what was looked for: an answer that comes after that of the next is no longer one. */
  const turn = useRef(0)
  /** The one that is to be opened, as long as nobody opens another or goes elsewhere. */
  const wanted = useRef<Listed | null>(null)

  /** Words that it gives are said as a problem, if it is `still` wanted. */
  const attempt = (run: () => Promise<unknown>, still = () => true) =>
    run()
      .catch(error => chat.codes[codeOf(error)] ?? words.failed)
      .then(said => {
        if (still()) setProblem(typeof said === 'string' ? said : '')
      })
  /** What was masked here is put back. */
  const valuesOf = async ({ id, assistant }: Listed) =>
    (await keptHere(ground, device, assistant.id).masks(id)).values
  const titled = async (one: Listed): Promise<Listed> => ({
    ...one,
    title: restoredWith(await valuesOf(one), one.title, words.language),
  })
  function fetchFrom(before: string | null) {
    const mine = ++turn.current
    const still = () => mine === turn.current
    return attempt(async () => {
      const found = await own.history(query.trim(), before)
      const items = await Promise.all(found.items.map(titled))
      if (!still()) return
      setItems(shown => (before && shown ? [...shown, ...items] : items))
      setNext(found.next)
    }, still)
  }
  useEffect(() => {
    const timer = setTimeout(() => fetchFrom(null), query ? 250 : 0)
    return () => clearTimeout(timer)
  }, [query])

  useEffect(
    () => () => {
      wanted.current = null
    },
    [],
  )
  /** Where it is not to be had, the list stays and says why; one that is gone goes from it. */
  function open(one: Listed) {
    wanted.current = one
    const still = () => wanted.current === one
    return attempt(async () => {
      try {
        const found = await own.conversation(one.id)
        if (still()) await onOpen(one.id, one.assistant.id, found)
      } catch (error) {
        if (codeOf(error) !== 'not_found') throw error
        await gone(one.id)
        return history.noneFound
      }
    }, still)
  }
  function gone(id: string) {
    setItems(shown => (id === 'all' ? [] : (shown ?? []).filter(one => one.id !== id)))
    setAsking(null)
    onGone(id)
    return id === 'all' ? forgetAll(house.memory, device) : forgetConversation(house.memory, device, id)
  }
  const remove = (id: string) =>
    attempt(async () => {
      const held = await (id === 'all' ? own.deleteAll() : own.delete(id))
      await gone(id)
      if (!held) return
      await fetchFrom(null)
      return history.held(held)
    })
  const save = (one: Listed, as: 'markdown' | 'json') =>
    attempt(async () => {
      const name =
        one.title
          .replace(/[^\p{L}\p{N} -]/gu, '')
          .slice(0, 40)
          .trim() || 'conversation'
      const [end, type] = as === 'markdown' ? ['md', 'text/markdown'] : ['json', 'application/json']
      const file = await own.export(one.id, as)
      saveFile(`${name}.${end}`, type!, restoredFile(await valuesOf(one), file, as, words.language))
    })

  return (
    <div class="rights">
      <input
        type="search"
        class="search"
        aria-label={history.search}
        placeholder={history.search}
        value={query}
        dir="auto"
        onInput={event => setQuery(event.currentTarget.value)}
      />
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {items?.length === 0 && <p class="lead">{query ? history.noneFound : history.none}</p>}
      <ul>
        {items?.map(one => (
          <li key={one.id}>
            <button
              type="button"
              class="entry"
              aria-expanded={unfolded === one.id}
              onClick={() => setUnfolded(unfolded === one.id ? null : one.id)}
            >
              <span class="of">
                <span class="name" dir="auto">
                  {one.title}
                </span>
                <span class="part">
                  {[
                    isolated(one.assistant.name),
                    day(one.lastAt, words.language),
                    one.shared && history.shared,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </span>
            </button>
            {unfolded === one.id && (
              <div class="unfolded">
                <p class="part">
                  {one.deletedAt ? history.until(day(one.deletedAt, words.language)) : history.untilRemoved}
                </p>
                <div class="choice">
                  <button type="button" class="small" onClick={() => open(one)}>
                    {history.open}
                  </button>
                  <button type="button" class="small" onClick={() => save(one, 'markdown')}>
                    {history.markdown}
                  </button>
                  <button type="button" class="small" onClick={() => save(one, 'json')}>
                    {history.json}
                  </button>
                  <button type="button" class="small danger" onClick={() => setAsking(one.id)}>
                    {history.remove}
                  </button>
                </div>
                <Readers ground={ground} own={own} id={one.id} />
                {asking === one.id && (
                  <Confirm
                    ask={history.removeAsk}
                    yes={history.remove}
                    words={chat}
                    onYes={() => remove(one.id)}
                    onNo={() => setAsking(null)}
                  />
                )}
              </div>
            )}
          </li>
        ))}
      </ul>
      {next && (
        <button type="button" class="small" onClick={() => fetchFrom(next)}>
          {history.more}
        </button>
      )}
      {items !== null && items.length > 0 && asking !== 'all' && (
        <button type="button" class="small danger" onClick={() => setAsking('all')}>
          {history.removeAll}
        </button>
      )}
      {asking === 'all' && (
        <Confirm
          ask={history.removeAllAsk}
          yes={history.removeAll}
          words={chat}
          onYes={() => remove('all')}
          onNo={() => setAsking(null)}
        />
      )}
    </div>
  )
}

/** Who can read a conversation once it is shared, and the switch. */
function Readers({ ground, own, id }: { ground: Ground; own: Own; id: string }) {
  const { words, chat } = ground
  const [sharing, setSharing] = useState<Sharing | null>(null)
  const [problem, setProblem] = useState('')
  const failed = (error: unknown) => setProblem(chat.codes[codeOf(error)] ?? words.failed)
  useEffect(() => {
    own.conversation(id).then(found => setSharing(found.sharing), failed)
  }, [id])
  if (problem)
    return (
      <p class="problem" role="alert">
        {problem}
      </p>
    )
  if (!sharing) return null
  return (
    <>
      <p>{readersOf(words, sharing)}</p>
      <button
        type="button"
        class="small"
        aria-pressed={sharing.shared}
        onClick={() => own.share(id, !sharing.shared).then(setSharing, failed)}
      >
        {sharing.shared ? words.history.unshare : words.history.share}
      </button>
    </>
  )
}
