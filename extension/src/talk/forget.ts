import type { Shared } from '@atavus/contract/own'
import type { Shelf } from '../lib/shelf.ts'
import { questionIn } from '../own/running.ts'
import { isMasks, type KeptMasks, type Lent, loansIn } from './kept.ts'
import type { Sending } from './sending.ts'

// What is deleted at the server is not to lie on in the browser's memory.

/** What was lent and masked of pages of a site, with every assistant. */
export async function forgetSite(memory: Shelf, device: string, origin: string): Promise<void> {
  await change(memory, device, (kind, _, found) => {
    if (kind === 'lent') {
      const loans = loansIn(found).map(loan => ({ ...loan, lent: lentWithout(loan.lent, origin) }))
      return orNothing(loans.filter(({ lent }) => lent.context.length > 0))
    }
    // Answers may tell of the site: what is left of them is fetched anew.
    if (kind === 'said') return undefined
    if (kind === 'masks' && isMasks(found)) return masksWithout(found, origin)
    const running = kind === 'running' ? questionIn(found) : null
    return running ? { ...running, context: contextWithout(running.context, origin) } : found
  })
}

/** A conversation that was deleted. */
export async function forgetConversation(memory: Shelf, device: string, gone: string): Promise<void> {
  await change(memory, device, (kind, conversation, found) => {
    if (kind === 'lent') return orNothing(loansIn(found).filter(loan => loan.conversation !== gone))
    if (kind === 'masks') return conversation === gone ? undefined : found
    if (kind === 'shown') return found === gone ? undefined : found
    if (kind === 'said') return Object(found).of === gone ? undefined : found
    return questionIn(found)?.conversation === gone ? undefined : found
  })
}

/** All conversations: of an account, or of one assistant of it. */
export async function forgetAll(memory: Shelf, device: string, assistant?: string): Promise<void> {
  await change(memory, device, () => undefined, assistant)
}

export const contextWithout = (context: Shared[], origin: string) =>
  context.filter(one => one.origin !== origin)

/** A value that stood in pages of other sites as well stays for those. */
export function masksWithout({ key, values, from }: KeptMasks, origin: string): KeptMasks {
  const left = Object.entries(from)
    .map(([placeholder, origins]) => [placeholder, origins.filter(one => one !== origin)] as const)
    .filter(([, origins]) => origins.length > 0)
  const kept = new Set(left.map(([placeholder]) => placeholder))
  return {
    key,
    values: values.filter(({ placeholder }) => kept.has(placeholder)),
    from: Object.fromEntries(left),
  }
}

/** A question that waits, without what it was to take along of a site. */
export function sendingWithout(sending: Sending, origin: string): Sending {
  const context = contextWithout(sending.context, origin)
  const words = JSON.stringify([sending.text, context])
  return {
    ...sending,
    context,
    values: sending.values.filter(({ placeholder }) => words.includes(placeholder)),
    lent: sending.lent && lentWithout(sending.lent, origin),
  }
}

function lentWithout({ pages, context }: Lent, origin: string): Lent {
  return {
    pages: pages.filter(({ url, sent }) => [url, sent].every(one => new URL(one).origin !== origin)),
    context: contextWithout(context, origin),
  }
}

const orNothing = <T>(list: T[]) => (list.length > 0 ? list : undefined)

const kinds = ['lent', 'masks', 'running', 'said', 'shown']

/** Goes through what is kept of a device's conversations; what becomes undefined is dropped. */
async function change(
  memory: Shelf,
  device: string,
  changed: (kind: string, conversation: string, found: unknown) => unknown,
  assistant?: string,
): Promise<void> {
  for (const name of await memory.names()) {
    const [kind = '', of, whose, conversation = ''] = name.split(':')
    if (!kinds.includes(kind) || of !== device || (assistant && whose !== assistant)) continue
    const after = changed(kind, conversation, await memory.get(name))
    await (after === undefined ? memory.drop(name) : memory.put(name, after))
  }
}
