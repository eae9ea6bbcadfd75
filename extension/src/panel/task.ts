import { useEffect, useState } from 'preact/hooks'
import browser from 'webextension-polyfill'
import { session } from '../lib/shelf.ts'
import { isTaskFor, type Task, takeTask } from '../task/task.ts'
import type { Ground } from './ground.ts'

/** What a click on the icon, a menu or a key asks for, until `done` is called; each is an object of its own. */
export function useTask({ window }: Ground): { task: Task | null; done(): void } {
  const [task, setTask] = useState<Task | null>(null)
  useEffect(() => {
    const take = async () => {
      const found = await takeTask(session(), window)
      if (found) setTask(found)
    }
    const heard: Parameters<typeof browser.storage.onChanged.addListener>[0] = (changes, area) => {
      if (area === 'session' && isTaskFor(window, changes)) take()
    }
    take()
    browser.storage.onChanged.addListener(heard)
    return () => browser.storage.onChanged.removeListener(heard)
  }, [])
  return { task, done: () => setTask(null) }
}
