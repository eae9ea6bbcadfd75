import type { World } from '../world.ts'
import { streamOf } from './stream.ts'

/**
 * A file's texts as the body of an answer, read while they are sent. What goes wrong on the way breaks the file off, and
 * so does the loss of one of the subjects that the credential hangs on by which it was asked for.
 */
export const fileStream = (world: World, subjects: readonly string[], texts: AsyncIterable<string>) =>
  streamOf(whileItStands(world, subjects, neutral(world, texts)))

/** Gives nothing more once a subject is revoked, or may have been while this process was out of earshot. */
async function* whileItStands(world: World, subjects: readonly string[], texts: AsyncIterable<string>) {
  let lost = false
  const stopHearing = world.hear(news => {
    lost ||= news.type === 'missed' || (news.type === 'revoked' && subjects.includes(news.subject))
  })
  try {
    for await (const text of texts) {
      if (lost) throw new Error('an export broke off')
      yield text
    }
  } finally {
    stopHearing()
  }
}

/** An error that ends a stream is told by the server underneath, which must not tell what a person wrote. */
async function* neutral(world: World, texts: AsyncIterable<string>): AsyncGenerator<string> {
  try {
    yield* texts
  } catch (error) {
    world.fault(error)
    throw new Error('an export broke off')
  }
}
