import { serverOf } from '../client/server.ts'
import { managed, type Shelf } from '../lib/shelf.ts'
import { isNamed, type Prompt } from '../prompts/prompts.ts'
import { hostOf } from '../share/host.ts'

export type Choices = ReturnType<typeof createChoices>

/** What the user of this browser has chosen, and what its administrator has. */
export function createChoices(disk: Shelf, policy: () => Promise<Record<string, unknown>> = managed) {
  const hosts = (found: unknown): string[] => {
    const written = Array.isArray(found) ? found.filter(host => typeof host === 'string') : []
    return [...new Set(written.map(hostOf).filter(host => host !== null))]
  }
  async function prompts(): Promise<Prompt[]> {
    const found = await disk.get('prompts')
    return Array.isArray(found) ? found.filter(isPrompt) : []
  }
  /** Gives them as they are then: another window may have changed them meanwhile. */
  async function changePrompts(name: string, added: Prompt[]): Promise<Prompt[]> {
    const after = [...(await prompts()).filter(one => !isNamed(one, name)), ...added]
    await disk.put('prompts', after)
    return after
  }
  return {
    /** The server to sign in at, and whether it may be changed. */
    async server(): Promise<{ server: string; fixed: boolean }> {
      const { server } = await policy()
      // One that cannot be used stands there too, and nobody signs in: its administrator meant no other.
      if (typeof server === 'string' && server) return { server: serverOf(server) ?? server, fixed: true }
      return { server: addressIn(await disk.get('server')) ?? SERVER, fixed: false }
    },
    choose: (server: string) => disk.put('server', server),

    /** Whether the first page was read and agreed to. */
    agreed: async () => (await disk.get('agreed')) === wording,
    agree: () => disk.put('agreed', wording),
    /** Whether it was agreed that text of pages may be shared. */
    agreedToPages: async () => (await disk.get('agreed-pages')) === wording,
    agreeToPages: () => disk.put('agreed-pages', wording),

    async blocked(): Promise<{ blocked: string[]; managed: string[] }> {
      const [own, others] = [await disk.get('blocked'), await policy()]
      return { blocked: hosts(own), managed: hosts(others.blocked) }
    },
    block: async (host: string) => disk.put('blocked', hosts([...hosts(await disk.get('blocked')), host])),
    /** The user's own prompts, by name. */
    prompts,
    /** In place of one of its name. */
    keepPrompt: async (prompt: Prompt) => changePrompts(prompt.name, [prompt]),
    dropPrompt: async (name: string) => changePrompts(name, []),
    unblock: async (host: string) =>
      disk.put(
        'blocked',
        hosts(await disk.get('blocked')).filter(one => one !== hostOf(host)),
      ),
  }
}

function isPrompt(found: unknown): found is Prompt {
  const { name, text } = Object(found)
  return typeof name === 'string' && typeof text === 'string'
}

const addressIn = (found: unknown) => (typeof found === 'string' ? serverOf(found) : null)

/** Changes when what is collected does; then it is asked anew. */
const wording = 1
