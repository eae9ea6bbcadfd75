import type { Shelf } from '../lib/shelf.ts'
import type { Question } from './own.ts'

// Which answers are on their way, kept in memory while they are (`talk/kept.ts`): the panel may be closed in the middle,
// and a key may stop them without one.

/** Every answer on its way, with the device that asked. */
export async function allRunning(memory: Shelf): Promise<{ device: string; question: Question }[]> {
  const names = (await memory.names()).filter(name => name.startsWith('running:'))
  const found = await Promise.all(
    names.map(async name => ({
      device: name.split(':')[1] ?? '',
      question: questionIn(await memory.get(name)),
    })),
  )
  return found.flatMap(({ device, question }) => (question ? [{ device, question }] : []))
}

/** A question as it was put there; null where it is none. */
export function questionIn(found: unknown): Question | null {
  const { id, conversation, text, context, typed } = Object(found)
  if (typeof id !== 'string' || typeof text !== 'string' || !Array.isArray(context)) return null
  return {
    id,
    text,
    context,
    conversation: typeof conversation === 'string' ? conversation : null,
    typed: typeof typed === 'string' ? typed : undefined,
  }
}
