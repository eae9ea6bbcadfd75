import type { Erased } from '@atavus/contract/chat'
import type { TargetedEvent } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { objections, receipts } from '../client/checked.ts'
import type { Session } from '../client/session.ts'
import type { OpenChat } from '../client/state.ts'
import { saveFile } from './browser.ts'
import { Confirm } from './Confirm.tsx'
import { Icon } from './Icon.tsx'
import { NoticeWords } from './Notice.tsx'
import { Receipt } from './Receipt.tsx'
import { Right } from './Right.tsx'
import type { RoomWords, Words } from './words/shape.ts'
import { day, number } from './words/words.ts'

export interface RightsProps {
  chat: OpenChat
  session: Session
  words: Words
  /** The words of this room alone. */
  room: RoomWords
  site: string
  /** Back to the chat. */
  onLeave(): void
}

/** A file that an act left, for the visitor to keep. */
interface Kept {
  name: string
  label: string
  content: string
}

/** What visitors may know and do about their words, each in one or two steps. */
export function Rights({ chat, session, words, room, site, onLeave }: RightsProps) {
  const { rights } = words
  const { notice } = chat.assistant
  // Whoever does not agree to another notice has the rights of the one they agreed to.
  const known = chat.consented || session.visitor() !== null
  const [said, setSaid] = useState('')
  const [open, setOpen] = useState<'' | 'words' | 'receipt' | 'wrong' | 'erase' | 'withdraw'>('')
  const [objected, setObjected] = useState(false)
  const [files, setFiles] = useState<Kept[]>([])
  const [receipt, setReceipt] = useState<string | null>(null)
  const self = useRef<HTMLDivElement>(null)
  useEffect(() => self.current?.focus(), [])
  useEffect(() => {
    if (!known) return
    const found = session.read('conversation').then(answer => answer.json())
    found.then(objections).then(
      mine => setObjected(mine.objections.includes('improve')),
      () => {},
    )
  }, [])

  const erased = ({ messages, held }: Erased) =>
    [
      rights.erased(messages, number(messages, words.language)),
      ...(held ? [room.held(held, number(held, words.language))] : []),
    ].join(' ')
  /** Says how something went, at the top, and shows it there. */
  function tell(outcome: string) {
    setSaid(outcome)
    if (self.current) self.current.scrollTop = 0
  }
  async function act(work: () => Promise<string>) {
    setSaid('')
    tell(await work().catch(() => rights.failed))
    leave()
  }
  /** Folds up, and keeps the focus here although what had it goes. */
  function leave() {
    setOpen('')
    self.current?.focus()
  }
  /** The receipt of the consent that stands. */
  const standing = () =>
    session
      .read('export')
      .then(answer => answer.json())
      .then(receipts)
      .then(
        ({ consents }) => consents.find(({ withdrawnAt }) => withdrawnAt === null)?.receipt ?? null,
        () => null,
      )
  async function showReceipt() {
    if (open === 'receipt') return setOpen('')
    const found = await standing()
    if (!found) return tell(rights.failed)
    setReceipt(found)
    setOpen('receipt')
  }
  const choose = () =>
    session.reconsider().then(
      () => onLeave(),
      () => tell(rights.failed),
    )
  const save = (path: 'archive' | 'export', name: string, type: string) => () =>
    act(async () => {
      saveFile(name, type, await (await session.read(path)).blob())
      return rights.saved
    })
  const download = save('export', 'my-chat-data.json', 'application/json')
  const zip = save('archive', 'my-chat-data.zip', 'application/zip')
  const erase = () =>
    act(async () => {
      const gone = await session.erase()
      setFiles([{ name: 'deletion-receipt.jwt', label: room.receipt, content: gone.receipt }])
      return erased(gone)
    })
  const object = () =>
    act(async () => {
      await session.object(!objected)
      setObjected(!objected)
      return objected ? room.agreed : room.objected
    })
  const correct = (text: string) =>
    act(async () => room.sent(day((await session.correct(text)).due, words.language)))
  const withdraw = (also: boolean) =>
    act(async () => {
      // Its code is the way back to what was said, once this chat knows the visitor no more.
      const proof = receipt ?? (await standing())
      const { deleted } = await session.withdraw(also)
      setFiles([
        ...(proof ? [{ name: 'consent-receipt.jwt', label: room.consent, content: proof }] : []),
        ...(deleted ? [{ name: 'deletion-receipt.jwt', label: room.receipt, content: deleted.receipt }] : []),
      ])
      return deleted ? `${rights.withdrawn} ${erased(deleted)}` : rights.withdrawn
    })
  const toggle = (to: typeof open) => () => setOpen(open === to ? '' : to)

  return (
    <div class="rights" tabIndex={-1} ref={self}>
      <p class="lead">{known ? rights.intro(notice.retentionDays) : rights.none}</p>
      <p class="outcome" role="status">
        {said}
      </p>
      {files.map(({ name, label, content }) => (
        <button
          key={name}
          type="button"
          class="small"
          onClick={() => saveFile(name, 'application/jwt', content)}
        >
          <Icon name="save" />
          {label}
        </button>
      ))}
      <ul>
        <Right icon="words" name={rights.words} open={open === 'words'} onChoose={toggle('words')}>
          <NoticeWords notice={notice} words={words} site={site} />
        </Right>
        {known && (
          <>
            <Right
              icon="receipt"
              name={rights.receipt}
              hint={rights.receiptHint}
              open={open === 'receipt'}
              onChoose={showReceipt}
            >
              {receipt && <Receipt receipt={receipt} words={words} room={room} />}
            </Right>
            <Right icon="words" name={room.choices} hint={room.choicesHint} onChoose={choose} />
            <History session={session} words={words} />
            <Right icon="save" name={rights.download} hint={rights.downloadHint} onChoose={download} />
            <Right icon="save" name={room.zip} hint={room.zipHint} onChoose={zip} />
            <Right
              icon="words"
              name={objected ? room.counted : room.object}
              hint={objected ? room.countedHint : room.objectHint}
              onChoose={object}
            />
            <Right
              icon="receipt"
              name={room.wrong}
              hint={room.wrongHint}
              open={open === 'wrong'}
              onChoose={toggle('wrong')}
            >
              <Wrong label={room.wrongAsk} send={room.send} onSend={correct} />
            </Right>
            <Right
              icon="erase"
              name={rights.erase}
              hint={rights.eraseHint}
              open={open === 'erase'}
              onChoose={toggle('erase')}
            >
              <Confirm ask={rights.eraseAsk} yes={rights.eraseYes} words={words} onYes={erase} onNo={leave} />
            </Right>
            <Right
              icon="withdraw"
              name={rights.withdraw}
              hint={rights.withdrawHint}
              open={open === 'withdraw'}
              onChoose={toggle('withdraw')}
            >
              <Confirm
                ask={rights.withdrawAsk}
                also={rights.withdrawErase}
                yes={rights.withdrawYes}
                words={words}
                onYes={withdraw}
                onNo={leave}
              />
            </Right>
          </>
        )}
        <Way to="/your-data" name={room.page} hint={room.pageHint} at={notice.policyUrl} />
        <Way to="/requests" name={room.ask} hint={room.askHint} at={notice.policyUrl} />
        <Way to="/trust" name={room.trust} hint={room.trustHint} at={notice.policyUrl} />
      </ul>
    </div>
  )
}

/** A page of the server that runs the chat; it learns nothing of where somebody came from. */
function Way({ to, name, hint, at }: { to: string; name: string; hint: string; at: string }) {
  return (
    <li>
      <a class="entry" href={new URL(to, at).href} target="_blank" rel="noopener noreferrer">
        <Icon name="privacy" />
        <span class="of">
          <span class="name">{name}</span>
          <span class="part">{hint}</span>
        </span>
      </a>
    </li>
  )
}

/** What is wrong, in the visitor's words. */
function Wrong({ label, send, onSend }: { label: string; send: string; onSend: (text: string) => void }) {
  function submit(event: TargetedEvent<HTMLFormElement>) {
    event.preventDefault()
    const text = String(new FormData(event.currentTarget).get('text')).trim()
    if (text) onSend(text)
  }
  return (
    <form onSubmit={submit}>
      <label>
        {label}
        <textarea name="text" rows={3} maxLength={4000} required />
      </label>
      <button type="submit" class="small">
        {send}
      </button>
    </form>
  )
}

/** Whether this browser remembers beyond the tab, and the way to end that. */
function History({ session, words }: { session: Session; words: Words }) {
  const { rights } = words
  const [kept, setKept] = useState(session.visitor()?.history ?? false)
  function stop() {
    session.forgetDevice()
    setKept(false)
  }
  if (!kept) return <Right icon="device" name={rights.history} hint={rights.historyOff} />
  return (
    <Right
      icon="device"
      name={rights.history}
      hint={rights.historyOn}
      act={rights.historyStop}
      onChoose={stop}
    />
  )
}
