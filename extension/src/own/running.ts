import type { Shelf } from '../lib/shelf.ts'
import type { Question } from './own.ts'

// Which answer is on its way, kept in memory while it is: the panel may be closed in the middle, and a key may stop it
// without one.

const nameOf = (device: string, assistant: string) => `running:${device}:${assistant}`

/** Remembers the question whose answer is on its way; null: none is any more. */
export async function keepRunning(
  memory: Shelf,
  device: string,
  assistant: string,
  question: Question | null,
): Promise<void> {
  const name = nameOf(device, assistant)
  await (question ? memory.put(name, question) : memory.drop(name))
}

export async function runningWith(
  memory: Shelf,
  device: string,
  assistant: string,
): Promise<Question | null> {
  return questionIn(await memory.get(nameOf(device, assistant)))
}

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
  const { id, conversation, text, context } = Object(found)
  if (typeof id !== 'string' || typeof text !== 'string' || !Array.isArray(context)) return null
  return { id, text, context, conversation: typeof conversation === 'string' ? conversation : null }
}
