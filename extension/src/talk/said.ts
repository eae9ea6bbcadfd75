import type { Conversation, Message } from '@atavus/contract/chat'

/** In characters: a browser gives all of us ten megabytes. */
const most = 200_000

/** As many messages as are kept, the newest. */
export function newest(messages: Message[]): Message[] {
  const kept: Message[] = []
  let left = most
  for (const message of messages.toReversed()) {
    left -= JSON.stringify(message).length
    if (left < 0) break
    kept.unshift(message)
  }
  return kept
}

/** A conversation of the messages that were kept: without the question on its way, and what has come to its day. */
export function saidBefore(
  id: string,
  messages: Message[],
  running: string | undefined,
  now: string,
): Conversation {
  const standing = messages.filter(
    one => one.id !== running && (one.answers ?? '') !== running && !(one.deletedAt && one.deletedAt <= now),
  )
  return { id, startedAt: '', lastAt: '', deletedAt: '', messages: standing }
}
