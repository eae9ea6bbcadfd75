import type { Shelf } from '../lib/shelf.ts'

/** What a click on the icon, a menu or a key asks of the panel. */
export type Wish =
  | { kind: 'page'; act: 'ask' | 'summarize' }
  | { kind: 'selection'; act: 'ask' | 'explain'; text: string }
  | { kind: 'link'; text: string; url: string }

export interface Task {
  /** Which tab the browser has opened to us. */
  tab: number
  /** Whether it told us its address: those that are no extension's business tell nothing, even then. */
  open: boolean
  wish: Wish
}

const nameOf = (window: number) => `task:${window}`

/** Leaves a task for the panel of a window: it may be open, or only opening. A later task takes the place of an earlier. */
export function leaveTask(memory: Shelf, window: number, task: Task): Promise<void> {
  return memory.put(nameOf(window), task)
}

/** Takes the task of a window, once. */
export async function takeTask(memory: Shelf, window: number): Promise<Task | null> {
  const name = nameOf(window)
  const found = await memory.get(name)
  if (found === undefined) return null
  await memory.drop(name)
  return isTask(found) ? found : null
}

/** A window is closed: nobody takes its task any more. */
export function dropTask(memory: Shelf, window: number): Promise<void> {
  return memory.drop(nameOf(window))
}

/** Whether a change of the memory is a task for the window. */
export function isTaskFor(window: number, changes: Record<string, { newValue?: unknown }>): boolean {
  return changes[nameOf(window)]?.newValue !== undefined
}

function isTask(value: unknown): value is Task {
  const { tab, wish } = Object(value)
  return typeof tab === 'number' && ['page', 'selection', 'link'].includes(Object(wish).kind)
}
