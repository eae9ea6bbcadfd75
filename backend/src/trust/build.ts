import { readFile, stat } from 'node:fs/promises'

const built = new URL('../../../widget/dist/sizes.json', import.meta.url)
const audited = new URL('../../dist/audit.json', import.meta.url)

/** How old the build is of what browsers load, in seconds; null before the first. Its tests are those of `npm test`. */
export const buildAge = (now: Date): Promise<number | null> =>
  stat(built).then(
    ({ mtime }) => Math.max(0, (now.getTime() - mtime.getTime()) / 1000),
    () => null,
  )

/** When the dependencies were last held against known advisories, and how many there were (`npm run audit`). */
export async function lastAudit(): Promise<{ at: Date; found: number } | undefined> {
  const text = await readFile(audited, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const { at, found } = JSON.parse(text) as { at: string; found: number }
  return { at: new Date(at), found }
}
