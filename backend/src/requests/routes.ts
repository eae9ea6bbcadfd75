import {
  AnswerRequest,
  AskRequest,
  ExtendRequest,
  RecordRequest,
  type RightsRequest,
} from '@atavus/contract/requests'
import type { Keeper, Tenant } from '../db/tenancy.ts'
import { body, pathId } from '../lib/door.ts'
import { askedLanguage } from '../lib/language.ts'
import { Refusal } from '../lib/refusal.ts'
import { audit } from '../logs/audit.ts'
import { insertOperatorAct } from '../logs/queries.ts'
import type { OpenDoor } from '../principal/doors.ts'
import type { World } from '../world.ts'
import { answerRequest, extendRequest, shownRequest } from './answer.ts'
import { openRequest } from './open.ts'
import {
  countOpen,
  findRequest,
  listOfAccount,
  listOfPlatform,
  listOfWorkspace,
  type RequestRow,
} from './queries.ts'

const mostOpen = 20

/** The inboxes of what people ask by right: an owner's, the operator's, and what an account has asked itself. */
export function openRequests(door: OpenDoor, world: World): void {
  const shown = (rows: readonly RequestRow[]) => ({ items: rows.map(row => shownRequest(world, row)) })

  door('requests', async c => {
    const { workspace } = c.var.principal
    return c.json(shown(await world.db.tenant(workspace, async tenant => listOfWorkspace(tenant))))
  })

  /** Does something with one of the workspace's, and answers it as it is then. */
  const ofOwner = (workspace: string, id: string, act: (tenant: Tenant, row: RequestRow) => Promise<void>) =>
    world.db.tenant(workspace, async tenant => {
      const [row] = await listOfWorkspace(tenant, id)
      if (!row) throw new Refusal('not_found')
      await act(tenant, row)
      return existing(world, await listOfWorkspace(tenant, id))
    })

  door('answerRequest', async c => {
    const answer = await body(c, AnswerRequest)
    const { account } = c.var
    return c.json(
      await ofOwner(account.workspace, pathId(c, 'request'), async (tenant, row) => {
        await answerRequest(world, tenant, row, answer)
        await audit(tenant, account, 'request.answered', { target: row.id })
      }),
    )
  })

  door('extendRequest', async c => {
    const { reason } = await body(c, ExtendRequest)
    const { account } = c.var
    return c.json(
      await ofOwner(account.workspace, pathId(c, 'request'), async (tenant, row) => {
        await extendRequest(world, tenant, row, reason)
        await audit(tenant, account, 'request.extended', { target: row.id })
      }),
    )
  })

  openOperated(door, world)

  door('ownRequests', async c => {
    const { account } = c.var.account
    return c.json(shown(await world.db.person(account, async person => listOfAccount(person, account))))
  })

  door('askRequest', async c => {
    const wish = await body(c, AskRequest)
    const { account } = c.var.account
    const asked = await world.db.person(account, async person => {
      if ((await countOpen(person)) >= mostOpen) throw new Refusal('too_many')
      const more = { via: 'account', workspace: null, account, proven: true, contact: null } as const
      const { id } = await openRequest(world, person, { ...wish, ...more, language: askedLanguage(c) })
      return (await listOfAccount(person, account)).filter(row => row.id === id)
    })
    return c.json(existing(world, asked), 201)
  })
}

function openOperated(door: OpenDoor, world: World): void {
  door('operatedRequests', async c => {
    const rows = await world.db.keeper(async keeper => listOfPlatform(keeper))
    return c.json({ items: rows.map(row => shownRequest(world, row)) })
  })

  door('recordRequest', async c => {
    const { arrivedAt, ...wish } = await body(c, RecordRequest)
    const arrived = new Date(arrivedAt)
    if (arrived > world.now())
      throw new Refusal('invalid_request', { errors: [{ path: 'arrivedAt', problem: 'lies ahead of now' }] })
    const operator = c.var.account.account
    const recorded = await world.db.keeper(async keeper => {
      const more = { via: 'mail', arrivedAt: arrived, language: 'en' } as const
      const { id } = await openRequest(world, keeper, { ...wish, ...more }).catch(noWorkspace)
      await insertOperatorAct(keeper, operator, 'request.recorded', id, null)
      const row = await findRequest(keeper, id)
      return row ? [row] : []
    })
    return c.json(existing(world, recorded), 201)
  })

  const byOperator = (id: string, act: (keeper: Keeper, row: RequestRow) => Promise<void>) =>
    world.db.keeper(async keeper => {
      const [row] = await listOfPlatform(keeper, id)
      if (!row) throw new Refusal('not_found')
      await act(keeper, row)
      return existing(world, await listOfPlatform(keeper, id))
    })

  door('operatorAnswer', async c => {
    const answer = await body(c, AnswerRequest)
    const operator = c.var.account.account
    return c.json(
      await byOperator(pathId(c, 'request'), async (keeper, row) => {
        await answerRequest(world, keeper, row, answer)
        await insertOperatorAct(keeper, operator, 'request.answered', row.id, null)
      }),
    )
  })

  door('operatorExtend', async c => {
    const { reason } = await body(c, ExtendRequest)
    const operator = c.var.account.account
    return c.json(
      await byOperator(pathId(c, 'request'), async (keeper, row) => {
        await extendRequest(world, keeper, row, reason)
        await insertOperatorAct(keeper, operator, 'request.extended', row.id, null)
      }),
    )
  })
}

const existing = (world: World, [row]: readonly RequestRow[]): RightsRequest => {
  if (!row) throw new Refusal('not_found')
  return shownRequest(world, row)
}

/** A workspace that there is not. */
function noWorkspace(error: { code?: string }): never {
  throw error.code === '23503' ? new Refusal('not_found') : error
}
