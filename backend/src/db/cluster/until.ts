import { setTimeout as pause } from 'node:timers/promises'

/**
 * Asks again and again until there is an answer.
 * Takes the limit in milliseconds and the question; gives the first answer that is not undefined,
 * or undefined when the limit is reached. What the question throws ends the wait.
 */
export async function until<T>(
  limit: number,
  ask: () => T | undefined | Promise<T | undefined>,
): Promise<T | undefined> {
  const end = performance.now() + limit
  for (;;) {
    const answer = await ask()
    if (answer !== undefined || performance.now() > end) return answer
    await pause(15)
  }
}
