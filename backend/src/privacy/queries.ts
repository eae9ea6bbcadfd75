import type { Keeper, Tenant } from '../db/tenancy.ts'
import type { ModelName } from '../models/model.ts'

export interface RecordedAssistant {
  id: string
  name: string
  model: ModelName
  localFallback: boolean
  retentionDays: number
  controller: string
  contact: string
  address: string
}

/** What a record of processing tells of a workspace's assistants. */
export const recordedAssistants = (tenant: Tenant) => tenant<RecordedAssistant[]>`
  select id, name, model, local_fallback as "localFallback", retention_days as "retentionDays",
    controller_name as controller, controller_contact as contact, controller_address as address
  from assistants where workspace_id = ${tenant.workspace} order by lower(name), id
`

export async function workspaceName(tenant: Tenant): Promise<string> {
  const [row] = await tenant<{ name: string }[]>`select name from workspaces where id = ${tenant.workspace}`
  return row?.name ?? ''
}

/** The addresses that a workspace has its events sent to. */
export const webhookAddresses = (tenant: Tenant) => tenant<{ url: string }[]>`
  select url from webhooks where workspace_id = ${tenant.workspace} and disabled_at is null order by url
`

export interface Behalf {
  workspace: string
  controllers: { name: string; contact: string; address: string }[]
}

/** On whose behalf the platform works: each workspace with those whom its assistants name as responsible. */
export const listBehalf = (keeper: Keeper) => keeper<Behalf[]>`
  select w.name as workspace, coalesce(
    jsonb_agg(distinct jsonb_build_object('name', a.controller_name, 'contact', a.controller_contact, 'address', a.controller_address))
      filter (where a.id is not null), '[]') as controllers
  from workspaces w left join assistants a on a.workspace_id = w.id
  group by w.id order by lower(w.name), w.id
`
