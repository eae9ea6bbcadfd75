import { connect } from 'node:net'

const patienceMs = 5000

/** What a server answers to these very bytes, until it closes the connection; refuses after five seconds. */
export function wire(base: string, ...pieces: string[]): Promise<string> {
  const { hostname, port } = new URL(base)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname)
    let heard = ''
    const late = setTimeout(() => {
      socket.destroy()
      reject(new Error(`no end after: ${heard.slice(0, 200)}`))
    }, patienceMs)
    socket.setEncoding('latin1')
    socket.on('data', text => {
      heard += text
    })
    socket.on('error', () => {})
    socket.on('close', () => {
      clearTimeout(late)
      resolve(heard)
    })
    for (const piece of pieces) socket.write(piece)
  })
}

/** The status of each answer that came over a wire. */
export const statuses = (heard: string): number[] =>
  [...heard.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status))
