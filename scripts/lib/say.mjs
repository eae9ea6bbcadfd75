/** A failure whose message is enough for the person at the terminal; it is shown without a stack. */
export class Trouble extends Error {}

/** Prints one line about what is being done. */
export function say(text) {
  console.log(`atavus: ${text}`)
}

/** Runs a command's story; a Trouble becomes one line and exit code 1. */
export async function tell(story) {
  try {
    await story()
  } catch (error) {
    console.error(error instanceof Trouble ? `atavus: ${error.message}` : error)
    process.exit(1)
  }
}
