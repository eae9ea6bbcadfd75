import type { Policies } from '../assistants/policies.ts'
import type { Chat } from '../chat/chat.ts'
import type { OpenDoor } from '../principal/doors.ts'
import type { World } from '../world.ts'
import { openOwnAsking } from './ask-routes.ts'
import { openOwnHistory } from './history-routes.ts'
import { openSharedSites } from './sites.ts'

/** An account's own conversations: asked in the browser's extension, and nobody else's to read. */
export function openOwnChat(door: OpenDoor, world: World, policies: Policies, chat: Chat): void {
  openOwnAsking(door, world, policies, chat)
  openOwnHistory(door, world)
  openSharedSites(door, world)
}
