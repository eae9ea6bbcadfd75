import { endWords, Thinking } from '@atavus/widget/chat/Answer.tsx'
import { Composer } from '@atavus/widget/chat/Composer.tsx'
import { focusInside } from '@atavus/widget/chat/focus.ts'
import { Log } from '@atavus/widget/chat/Log.tsx'
import { Messages } from '@atavus/widget/chat/Messages.tsx'
import { Notice } from '@atavus/widget/chat/Notice.tsx'
import { Waiting } from '@atavus/widget/chat/Question.tsx'
import { Spoken } from '@atavus/widget/chat/Spoken.tsx'
import { Status, statusWords } from '@atavus/widget/chat/Status.tsx'
import { Welcome } from '@atavus/widget/chat/Welcome.tsx'
import { number } from '@atavus/widget/chat/words/words.ts'
import { plain } from '@atavus/widget/markdown/plain.ts'
import { useEffect, useRef, useState } from 'preact/hooks'
import browser from 'webextension-polyfill'
import type { Held } from '../client/accounts.ts'
import { frontTab, insertIn } from '../page/tab.ts'
import type { Need } from '../prompts/prompts.ts'
import type { Talk } from '../talk/talk.ts'
import type { Task } from '../task/task.ts'
import { Along } from './Along.tsx'
import { Attach } from './Attach.tsx'
import type { Attached, Attaching } from './attached.ts'
import type { Ground } from './ground.ts'
import { useJump } from './jump.ts'
import { Later } from './Later.tsx'
import { Offered } from './Offered.tsx'
import { usePrompts } from './use-prompts.ts'
import { useRestored } from './use-restored.ts'
import { useChat } from './use-talk.ts'

interface Props {
  ground: Ground
  held: Held
  talk: Talk
  attaching: Attaching
  task: Task | null
  /** The task is begun, and not to be begun again. */
  onTask(): void
}

/** `typed`: as it was written, if it was. */
interface Shown {
  attached: Attached[]
  question: string
  typed?: string
}

/** In characters, with what a prompt adds and what stands for what was masked: the server takes no more. */
const longest = 4000

/** The conversation, what goes along with a question, and where it is written. */
export function TalkRoom({ ground, held, talk, attaching, task, onTask }: Props) {
  const { words, chat: said } = ground
  const chat = useChat(talk)
  const { attached, others, trouble, attach, settled, remove, add } = attaching
  /** What stands on the share sheet, while it is open. */
  const [sheet, setSheet] = useState<(Shown & { key: number }) | null>(null)
  const opened = useRef(0)
  /** Each time a sheet of its own: nothing that was switched on one holds for the next. */
  const show = (what: Shown) => setSheet({ ...what, key: ++opened.current })
  /** What became of the last thing that was done in the page. */
  const [note, setNote] = useState('')
  const prompts = usePrompts(ground)
  const field = useRef<HTMLTextAreaElement | null>(null)
  const messages = useRestored(chat.messages, talk, words.language)
  const jump = useJump(ground, talk, chat.messages, found => setNote(found ? '' : words.shown.failed))
  const last = messages.at(-1)

  useEffect(() => focusInside(field.current), [])
  useEffect(() => {
    if (!task) return
    const { wish } = task
    onTask()
    attach(wish, task).then(found => {
      if (!found) return
      const act = wish.kind === 'link' || wish.act === 'ask' ? '' : words.acts[wish.act]
      if (act) return show({ attached: [found], question: act })
      setSheet(null)
      field.current?.focus()
    })
  }, [task])

  async function ask(typed: string) {
    const question = typed.trim()
    const command = prompts.command(question)
    setNote('')
    if (!question) return
    // Whoever presses the icon and writes at once means that page.
    const along = await settled()
    if (!command)
      return along.length > 0 ? show({ attached: along, question, typed }) : talk.ask(question, typed)
    const long = tooLong(command.question)
    if (long) return setNote(long)
    const shared = await withNeeds(command.needs, along)
    if (shared?.length) show({ attached: shared, question: command.question, typed })
    else if (shared) talk.ask(command.question, typed)
  }
  function tooLong(question: string): string {
    const beyond = question.length - longest
    return beyond > 0 ? said.tooLong(number(beyond, words.language)) : ''
  }
  /** What a prompt wants to share: what is attached already, or else of the tab in front; null: that is not there. */
  async function withNeeds(needs: Need[], along: Attached[]): Promise<Attached[] | null> {
    const missing = needs.filter(kind => !along.some(({ matter }) => matter.kind === kind))
    const shared = missing.length === needs.length && needs.length > 0 ? [] : [...along]
    for (const kind of missing) {
      const found = await attach({ kind, act: 'ask', text: '' })
      if (!found) return null
      shared.push(found)
    }
    return shared
  }
  async function retry(question: string) {
    const again = await talk.retry(question)
    if (!again) return
    const { attachedAgain } = await import('./again.ts')
    show(attachedAgain(again, words.language, browser.extension.inIncognitoContext))
  }
  /** A page is told only what was masked in pages of its own site; of other values neutral words. */
  async function insert(text: string) {
    const tab = await frontTab(ground.window)
    const { insert, attach } = words
    const at = latest.current.findIndex(message => message.text === text)
    const { told, all } = await toldTo(tab?.url, talk.chat().messages[at]?.text ?? '', text)
    const done = tab?.id === undefined ? null : await insertIn(tab.id, plain(told))
    setNote(done === null ? attach.noGrant : !done ? insert.noField : all ? insert.done : insert.neutral)
  }
  async function toldTo(url: string | undefined, written: string, restored: string) {
    if (written === restored) return { told: written, all: true }
    const { restoredWith } = await import('../share/restored.ts')
    const values = url && URL.canParse(url) ? talk.valuesFrom(new URL(url).origin) : []
    const told = restoredWith(values, written, words.language)
    return { told, all: told === restored }
  }
  function begin() {
    talk.type('/')
    field.current?.focus()
  }
  function choose(name: string) {
    talk.type(`/${name} `)
    field.current?.focus()
  }
  const latest = useRef(messages)
  latest.current = messages
  const actions = useRef({
    retry,
    insert: { label: words.insert.label, act: insert },
    rephrase(question: string) {
      talk.rephrase(question)
      field.current?.focus()
    },
  })

  if (sheet)
    return (
      <Later
        key={sheet.key}
        load={async () => (await import('../sheet/Sheet.tsx')).Sheet}
        give={{
          ground,
          held,
          talk,
          ...sheet,
          busy: chat.phase === 'answering',
          tooLong,
          onSend: sending => {
            setSheet(null)
            talk.send({ ...sending, typed: sheet.typed })
          },
          onCancel: () => setSheet(null),
        }}
      />
    )
  const beneath = (question: string) => <Along shared={talk.sharedWith(question)} words={words} />
  const sending = chat.phase === 'answering' && last?.role === 'visitor'
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: links inside are followed by key as well, which clicks them
    <div class="talk" onClick={jump}>
      <Log words={said} version={chat} asked={messages.filter(({ role }) => role === 'visitor').length}>
        {messages.length === 0 && <Welcome assistant={chat.assistant} words={said} onChoose={ask} />}
        <Messages messages={messages} site="" words={said} actions={actions.current} beneath={beneath} />
        {sending && chat.line !== 'offline' && <Thinking label={said.thinking} />}
        {chat.phase === 'consenting' && <Waiting text={talk.held() || chat.draft} words={said} />}
        <Status chat={chat} words={said} onAgain={talk.again} />
      </Log>
      {chat.phase === 'consenting' ? (
        <Notice
          notice={chat.assistant.notice}
          words={said}
          site=""
          recording={chat.recording}
          problem={chat.code && (said.codes[chat.code] ?? said.codes.other)}
          onAgree={(_, remote) => talk.consent(remote)}
          onRefuse={talk.refuse}
        />
      ) : (
        <>
          <Offered words={words} prompts={prompts.offered(chat.draft)} onChoose={choose} />
          <Attach
            note={note}
            words={words}
            attached={attached}
            others={others}
            onAdd={add}
            trouble={trouble}
            onAttach={attach}
            onRemove={remove}
            onPrompts={chat.draft ? null : begin}
          />
          <Composer
            field={field}
            words={said}
            draft={chat.draft}
            answering={chat.phase === 'answering'}
            stopping={chat.phase === 'answering' && chat.stopping}
            onType={talk.type}
            onAsk={() => ask(chat.draft)}
            onStop={talk.stop}
          />
        </>
      )}
      <Spoken messages={messages} status={statusWords(chat, said) || (last ? endWords(last, said) : '')} />
    </div>
  )
}
