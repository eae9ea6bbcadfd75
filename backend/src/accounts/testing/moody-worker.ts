import { parentPort } from 'node:worker_threads'

/** A worker for tests: says back what it is told, `wait` only when `go` is flagged, and dies of `die`. */
parentPort?.on('message', ({ word, flag }: { word: string; flag: Int32Array<SharedArrayBuffer> }) => {
  if (word === 'die') throw new Error(word)
  if (word === 'die once' && Atomics.add(flag, 0, 1) === 0) throw new Error(word)
  if (word === 'wait') Atomics.wait(flag, 0, 0)
  parentPort?.postMessage(word)
})
