import { useEffect, useRef, useState } from 'preact/hooks'
import { receipts } from '../client/checked.ts'
import type { Session } from '../client/session.ts'
import type { OpenChat } from '../client/state.ts'
import { saveFile } from './browser.ts'
import { Confirm } from './Confirm.tsx'
import { NoticeWords } from './Notice.tsx'
import { Receipt } from './Receipt.tsx'
import { Right } from './Right.tsx'
import type { Words } from './words/shape.ts'

interface Props {
  chat: OpenChat
  session: Session
  words: Words
  site: string
}

/** What visitors may know and do about their words, each in one or two steps. */
export function Rights({ chat, session, words, site }: Props) {
  const { rights } = words
  const { notice } = chat.assistant
  const [said, setSaid] = useState('')
  const [room, setRoom] = useState<'' | 'words' | 'receipt' | 'erase' | 'withdraw'>('')
  const [receipt, setReceipt] = useState<string | null>(null)
  const self = useRef<HTMLDivElement>(null)
  useEffect(() => self.current?.focus(), [])

  /** Does what was asked for and tells how it went. */
  async function act(work: () => Promise<string>) {
    setSaid('')
    setSaid(await work().catch(() => rights.failed))
    leave()
  }
  /** Folds up, and keeps the focus here although what had it goes. */
  function leave() {
    setRoom('')
    self.current?.focus()
  }
  async function showReceipt() {
    if (room === 'receipt') return setRoom('')
    const held = await session
      .export()
      .then(receipts)
      .catch(() => null)
    const standing = held?.consents.find(consent => consent.withdrawnAt === null)
    if (!standing) return setSaid(rights.failed)
    setReceipt(standing.receipt)
    setRoom('receipt')
  }
  const download = () =>
    act(async () => {
      saveFile('my-chat-data.json', 'application/json', JSON.stringify(await session.export(), null, 2))
      return rights.saved
    })
  const erase = () => act(async () => rights.erased((await session.erase()).messages))
  const withdraw = (also: boolean) =>
    act(async () => {
      const { deleted } = await session.withdraw(also)
      return [rights.withdrawn, deleted && rights.erased(deleted.messages)].filter(Boolean).join(' ')
    })
  const toggle = (to: typeof room) => () => setRoom(room === to ? '' : to)

  return (
    <div class="rights" tabIndex={-1} ref={self}>
      <p class="lead">{chat.consented ? rights.intro(notice.retentionDays) : rights.none}</p>
      <p class="outcome" role="status">
        {said}
      </p>
      <ul>
        <Right icon="words" name={rights.words} open={room === 'words'} onChoose={toggle('words')}>
          <NoticeWords notice={notice} words={words} site={site} />
        </Right>
        {chat.consented && (
          <>
            <Right
              icon="receipt"
              name={rights.receipt}
              hint={rights.receiptHint}
              open={room === 'receipt'}
              onChoose={showReceipt}
            >
              {receipt && <Receipt receipt={receipt} words={words} />}
            </Right>
            <History session={session} words={words} />
            <Right icon="save" name={rights.download} hint={rights.downloadHint} onChoose={download} />
            <Right
              icon="erase"
              name={rights.erase}
              hint={rights.eraseHint}
              open={room === 'erase'}
              onChoose={toggle('erase')}
            >
              <Confirm ask={rights.eraseAsk} yes={rights.eraseYes} words={words} onYes={erase} onNo={leave} />
            </Right>
            <Right
              icon="withdraw"
              name={rights.withdraw}
              hint={rights.withdrawHint}
              open={room === 'withdraw'}
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
      </ul>
    </div>
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
