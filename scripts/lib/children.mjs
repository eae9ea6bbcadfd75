// A child that stays: it says over its channel when it is ready, and ends when it is told to.
import { spawn } from 'node:child_process'
import { environment, node, root, short } from './house.mjs'
import { Trouble } from './say.mjs'

// By default Node lets the space for new objects grow to some 60 kB for each of many held streams.
const frugal = ['--max-semi-space-size=8']
const patience = { ready: 180_000, stop: 30_000 }

/**
 * Takes a TypeScript file of the clone and more environment; starts it with the pinned Node. Gives
 * `ready` (its first message of type 'ready'; a Trouble when it ends or keeps silent before), `ended` (its exit
 * code) and `stop` (one SIGTERM, after 30 seconds SIGKILL).
 *
 * It leads a session of its own, so that Ctrl-C in the terminal reaches us alone and each child hears of it once.
 * Should we be killed, the child sees its channel close.
 */
export function service(file, more = {}) {
  const child = spawn(node(), [...frugal, file], {
    cwd: root,
    env: environment(more),
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const ended = new Promise(resolve => {
    child.once('error', () => resolve(1))
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGTERM' ? 143 : 137)))
  })
  return { file, ended, ready: ready(child, file, ended), stop: () => stop(child, ended) }
}

function ready(child, file, ended) {
  const promise = new Promise((resolve, reject) => {
    const silent = () => reject(new Trouble(`${short(file)} was not ready within three minutes.`))
    const limit = setTimeout(silent, patience.ready)
    limit.unref()
    child.on('message', message => {
      if (message?.type === 'ready') resolve(message)
    })
    ended.then(code => reject(new Trouble(`${short(file)} ended before it was ready (exit code ${code}).`)))
  })
  promise.catch(() => {})
  return promise
}

async function stop(child, ended) {
  child.kill('SIGTERM')
  const limit = setTimeout(() => child.kill('SIGKILL'), patience.stop)
  const code = await ended
  clearTimeout(limit)
  return code
}
