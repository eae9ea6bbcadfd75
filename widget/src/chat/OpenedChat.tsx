import { useRef } from 'preact/hooks'
import type { Session } from '../client/session.ts'
import type { OpenChat } from '../client/state.ts'
import { endWords, Thinking } from './Answer.tsx'
import { Composer } from './Composer.tsx'
import { Log } from './Log.tsx'
import { Messages } from './Messages.tsx'
import { Notice } from './Notice.tsx'
import { Waiting } from './Question.tsx'
import { Spoken } from './Spoken.tsx'
import { Status, statusWords } from './Status.tsx'
import { Welcome } from './Welcome.tsx'
import type { Words } from './words/shape.ts'

interface Props {
  chat: OpenChat
  session: Session
  words: Words
  site: string
}

/** The conversation and where the visitor writes. */
export function OpenedChat({ chat, session, words, site }: Props) {
  const { messages } = chat
  const last = messages.at(-1)
  const field = useRef<HTMLTextAreaElement | null>(null)
  const actions = useRef({
    rate: session.rate,
    retry: session.retry,
    rephrase(question: string) {
      session.rephrase(question)
      field.current?.focus()
    },
  })
  const asked = messages.filter(message => message.role === 'visitor').length
  const sending = chat.phase === 'answering' && last?.role === 'visitor'

  function choose(question: string) {
    session.type(question)
    session.ask()
  }
  return (
    <>
      <Log words={words} version={chat} asked={asked}>
        {messages.length === 0 && <Welcome assistant={chat.assistant} words={words} onChoose={choose} />}
        <Messages messages={messages} site={site} words={words} actions={actions.current} />
        {sending && chat.line !== 'offline' && <Thinking label={words.thinking} />}
        {chat.phase === 'consenting' && <Waiting text={chat.draft} words={words} />}
        <Status chat={chat} words={words} onAgain={session.again} />
      </Log>
      {chat.phase === 'consenting' ? (
        <Notice
          notice={chat.assistant.notice}
          words={words}
          site={site}
          recording={chat.recording}
          problem={chat.code && (words.codes[chat.code] ?? words.codes.other)}
          onAgree={session.consent}
          onRefuse={session.refuse}
        />
      ) : (
        <Composer
          field={field}
          words={words}
          draft={chat.draft}
          answering={chat.phase === 'answering'}
          stopping={chat.phase === 'answering' && chat.stopping}
          onType={session.type}
          onAsk={session.ask}
          onStop={session.stop}
        />
      )}
      <Spoken messages={messages} status={statusWords(chat, words) || (last ? endWords(last, words) : '')} />
    </>
  )
}
