import { openQuestion, unwrapConversationKey } from '../../conversations/sealed.ts'
import { unwrapWorkspaceKey } from '../../lib/workspace-key.ts'
import type { TestWorld } from '../../testing/world.ts'
import { sampleOfQuestions } from '../queries.ts'

/** What was asked, as it opens. */
export async function questionsOf({ world }: TestWorld): Promise<string[]> {
  const rows = await world.db.keeper(keeper => sampleOfQuestions(keeper, 9))
  return rows.map(({ workspace, workspaceKey, conversation, conversationKey, message, sealed }) => {
    const outer = unwrapWorkspaceKey(world.secrets.master, workspace, workspaceKey)
    return openQuestion(unwrapConversationKey(outer, conversation, conversationKey), message, sealed)
  })
}
