import { Worker } from 'node:worker_threads'
import { Refusal } from '../lib/refusal.ts'

/** Threads that each do one piece of work at a time, and a queue of bounded length before them. */
export interface WorkerPool<Job, Answer> {
  /** Refuses with `too_many_requests` when the queue is full. Fails when a worker died of the job twice. */
  run(job: Job): Promise<Answer>
  close(): Promise<void>
}

interface Task<Job, Answer> {
  job: Job
  deaths: number
  done(answer: Answer): void
  failed(error: Error): void
}

interface Options {
  /** The worker's file: it answers each message with one message. */
  file: URL
  threads: number
  /** How many jobs may wait. */
  queue: number
  /** About how many seconds a full queue takes: what those who are refused are told to wait. */
  seconds: number
}

/** Threads start when there is work for them, and one that died is replaced when the next work comes. */
export function createWorkerPool<Job, Answer>(options: Options): WorkerPool<Job, Answer> {
  const { file, threads, queue, seconds } = options
  const waiting: Task<Job, Answer>[] = []
  const busy = new Map<Worker, Task<Job, Answer>>()
  const idle: Worker[] = []
  let closed = false

  const next = () => {
    while (waiting.length > 0 && (idle.length > 0 || busy.size < threads)) {
      const task = waiting.shift()!
      const worker = idle.pop() ?? hire()
      busy.set(worker, task)
      worker.ref()
      worker.postMessage(task.job)
    }
  }

  const hire = () => {
    const worker = new Worker(file)
    worker.on('message', (answer: Answer) => {
      const task = busy.get(worker)
      busy.delete(worker)
      // An idle thread keeps no process alive.
      worker.unref()
      idle.push(worker)
      task?.done(answer)
      next()
    })
    // What it died of is told by `exit`, and may hold what it worked on.
    worker.on('error', () => {})
    worker.on('exit', () => lost(worker))
    return worker
  }

  const lost = (worker: Worker) => {
    const task = busy.get(worker)
    busy.delete(worker)
    if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1)
    if (task && (closed || ++task.deaths === 2)) task.failed(new Error('a worker thread died'))
    else if (task) waiting.unshift(task)
    next()
  }

  return {
    run: job =>
      new Promise((done, failed) => {
        if (closed) throw new Error('the worker threads have ended')
        const free = idle.length > 0 || busy.size < threads
        if (!free && waiting.length >= queue) throw new Refusal('too_many_requests', { retryAfter: seconds })
        waiting.push({ job, deaths: 0, done, failed })
        next()
      }),
    close: async () => {
      closed = true
      for (const task of waiting.splice(0)) task.failed(new Error('the worker threads have ended'))
      await Promise.all([...idle, ...busy.keys()].map(worker => worker.terminate()))
    },
  }
}
