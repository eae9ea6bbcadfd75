import type { OperatorRecord, WorkspaceRecord } from '@atavus/contract/record'
import type { OpenDoor } from '../principal/doors.ts'
import type { World } from '../world.ts'
import { listBehalf, recordedAssistants, webhookAddresses, workspaceName } from './queries.ts'
import { headOf, operatorActivities, workspaceActivities } from './record.ts'

/** The records of processing: a workspace's, and the operator's. */
export function openRecord(door: OpenDoor, { db, now, settings }: World): void {
  door('record', async c => {
    const workspace = await db.tenant(c.var.principal.workspace, async tenant => ({
      name: await workspaceName(tenant),
      assistants: await recordedAssistants(tenant),
      endpoints: (await webhookAddresses(tenant)).map(({ url }) => new URL(url).host),
    }))
    return c.json({
      ...headOf(settings, now()),
      workspace: workspace.name,
      activities: workspaceActivities(settings, workspace),
    } satisfies WorkspaceRecord)
  })

  door('operatorRecord', async c =>
    c.json({
      ...headOf(settings, now()),
      activities: operatorActivities(settings),
      behalf: [...(await db.keeper(async keeper => listBehalf(keeper)))],
    } satisfies OperatorRecord),
  )
}
