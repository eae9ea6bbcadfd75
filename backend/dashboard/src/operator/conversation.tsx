import { call } from '../lib/call.ts'
import { useLoad } from '../lib/load.ts'
import { go } from '../lib/router.ts'
import { Details, Transcript } from '../log/transcript.tsx'
import { BackLink } from '../pieces/back-link.tsx'
import { Heading } from '../pieces/heading.tsx'
import { words } from '../words/words.ts'
import { Recorded } from './access.tsx'
import { DeleteChild } from './child.tsx'
import { Operated } from './gate.tsx'

/** One conversation as its visitor saw it, read by an operator; that it was is recorded. */
export function OperatedConversation({ workspace, id }: { workspace: string; id: string }) {
  const { state, again } = useLoad(
    signal => call('operatedConversation', { places: { workspace, conversation: id }, signal }),
    [workspace, id],
  )
  const log = `/operator/workspaces/${workspace}`
  const toLog = () => go(log, { replace: true, force: true })
  return (
    <div class="narrow">
      <BackLink to={log} name={words.operator.access.title} />
      <Operated state={state} again={again} rows={6} page>
        {conversation => (
          <>
            <Heading title={conversation.title || words.conversation.untitled}>
              <DeleteChild workspace={workspace} conversation={id} onGone={toLog} />
            </Heading>
            <Recorded workspace={workspace} />
            <Details conversation={conversation} />
            <Transcript conversation={conversation} />
          </>
        )}
      </Operated>
    </div>
  )
}
