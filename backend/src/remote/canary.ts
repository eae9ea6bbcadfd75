import type { Passage } from '../knowledge/passage.ts'
import { pseudonym } from '../lib/ids.ts'
import { newKey } from '../lib/seal.ts'
import type { ModelName, Prompt, RemoteModel } from '../models/model.ts'
import type { World } from '../world.ts'
import canaries from './canaries.json' with { type: 'json' }
import { prepare } from './outgoing.ts'
import { keepCanary } from './queries.ts'

/** Whether planted identifiers stay behind. Until that has been seen, and once it was not so, nothing leaves. */
export interface Canary {
  state: 'unchecked' | 'passed' | 'failed'
}

/** A remote model whose requests end in this process, where what they hold is kept. */
export interface RecordedModel {
  name: ModelName
  model: RemoteModel
  /** How often each prompt is sent: once for each answer that the recorder gives in turn. */
  tries: number
  bodies(): string[]
  close(): void
}

const everyMs = 24 * 60 * 60 * 1000
const retryMs = 60_000

/** Checks at once and then every day; what could not be checked is tried again in a minute. Returns how to stop. */
export function startCanaries(world: World, open: () => Promise<RecordedModel>): () => void {
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  const run = async () => {
    const again = await checkCanaries(world, open).then(
      () => everyMs,
      error => {
        world.canary.state = 'failed'
        world.fault(error)
        return retryMs
      },
    )
    if (!stopped) timer = setTimeout(run, again)
  }
  void run()
  return () => {
    stopped = true
    clearTimeout(timer)
  }
}

/**
 * Sends known identifiers, in the question, in the history, in the instructions and in passages, in every language,
 * through the real anonymizer and the real adapter to a recorder, over answers and errors, and looks for them in the
 * bytes that came. Keeps the outcome; one that arrives closes the way for every message until a check passes.
 */
export async function checkCanaries(
  world: World,
  open: () => Promise<RecordedModel>,
): Promise<{ planted: number; arrived: string[] }> {
  const recorded = await open()
  try {
    for (const canary of canaries) await send(world, recorded.model, canary)
    const bodies = recorded.bodies()
    requireFlown(bodies, recorded.tries)
    const all = bare(bodies.join('\n'))
    const planted = canaries.flatMap(({ identifiers, names }) => [...identifiers, ...names])
    const arrived = planted.filter(identifier => all.includes(bare(identifier)))
    const row = { model: recorded.name, planted: planted.length, arrived: arrived.length }
    await world.db.keeper(keeper => keepCanary(keeper, world.process(), row))
    world.canary.state = arrived.length === 0 ? 'passed' : 'failed'
    world.log(arrived.length === 0 ? 'info' : 'error', 'canary', row)
    return { planted: planted.length, arrived }
  } finally {
    recorded.close()
  }
}

/** A check whose canaries never flew says nothing: every part of every one must have arrived, but for what is masked. */
function requireFlown(bodies: string[], tries: number): void {
  const whole = canaries.every(
    ({ markers }) => bodies.filter(body => markers.every(marker => body.includes(marker))).length === tries,
  )
  if (!whole || bodies.length !== canaries.length * tries)
    throw new Error('the recorder did not hear every canary whole')
}

interface CanaryText {
  language: string
  question: string
  history: string
  instructions: string
  passage: { title: string; text: string }
}

async function send(world: World, model: RemoteModel, canary: CanaryText): Promise<void> {
  const passage: Passage = {
    id: pseudonym(),
    document: pseudonym(),
    title: canary.passage.title,
    url: null,
    heading: '',
    text: canary.passage.text,
    language: canary.language,
    score: 1,
  }
  const prompt: Prompt = {
    instructions: canary.instructions,
    language: canary.language,
    history: [{ role: 'visitor', text: canary.history }],
    question: canary.question,
    passages: [passage],
    maxTokens: 16,
  }
  const asked = { prompt, key: newKey(), regions: [], readable: [], earlier: [], also: [] }
  const prepared = prepare(world.anonymizer, model.recipient, asked)
  const events = model.stream(
    prepared.outgoing(async () => {}),
    new AbortController().signal,
  )
  for await (const event of events) if (event.type === 'end') return
}

/** Letters and digits alone: an identifier is the same with other spaces and signs. */
const bare = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}@]/gu, '')
