import { call } from '../lib/call.ts'
import { useLoad } from '../lib/load.ts'
import { Details, Transcript } from '../log/transcript.tsx'
import { BackLink } from '../pieces/back-link.tsx'
import { Heading } from '../pieces/heading.tsx'
import { words } from '../words/words.ts'
import { Recorded } from './access.tsx'
import { Operated } from './gate.tsx'

/** One conversation as its visitor saw it, read by an operator; that it was is recorded. */
export function OperatedConversation({ workspace, id }: { workspace: string; id: string }) {
  const { state, again } = useLoad(
    signal => call('operatedConversation', { places: { workspace, conversation: id }, signal }),
    [workspace, id],
  )
  return (
    <div class="narrow">
      <BackLink to={`/operator/workspaces/${workspace}`} name={words.operator.access.title} />
      <Operated state={state} again={again} rows={6} page>
        {conversation => (
          <>
            <Heading title={conversation.title || words.conversation.untitled} />
            <Recorded workspace={workspace} />
            <Details conversation={conversation} />
            <Transcript conversation={conversation} />
          </>
        )}
      </Operated>
    </div>
  )
}
