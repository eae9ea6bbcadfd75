import { createInterface } from 'node:readline'
import { SecretsError } from './secrets-file.ts'

const enter = new Set(['\r', '\n', '\u0004'])
const erase = new Set(['\u007f', '\b'])
const interrupt = '\u0003'

/** Asks for a passphrase without showing it; where nobody sits at a terminal, the first line of what is handed in. */
export async function askPassphrase({ twice }: { twice: boolean }): Promise<string> {
  if (!process.stdin.isTTY) return firstLine()
  const passphrase = await typed('Passphrase: ')
  if (twice && (await typed('Once more: ')) !== passphrase)
    throw new SecretsError('The two are not the same; nothing was written.')
  return passphrase
}

async function firstLine(): Promise<string> {
  for await (const line of createInterface({ input: process.stdin })) return line
  throw new SecretsError('No passphrase was handed in.')
}

function typed(question: string): Promise<string> {
  const { stdin, stderr } = process
  stderr.write(question)
  stdin.setRawMode(true).setEncoding('utf8').resume()
  return new Promise((resolve, reject) => {
    let text = ''
    const hear = (chunk: string) => {
      for (const letter of chunk) {
        if (enter.has(letter)) return end(() => resolve(text))
        if (letter === interrupt)
          return end(() => reject(new SecretsError('Broken off; nothing was written.')))
        text = erase.has(letter) ? [...text].slice(0, -1).join('') : text + letter
      }
    }
    const end = (then: () => void) => {
      stdin.off('data', hear).setRawMode(false).pause()
      stderr.write('\n')
      then()
    }
    stdin.on('data', hear)
  })
}
