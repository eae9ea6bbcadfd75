import { parentPort } from 'node:worker_threads'
import { compareSync, hashSync } from 'bcryptjs'
import type { PasswordJob } from './passwords.ts'

// bcryptjs computes without a pause; here it holds up nobody.
parentPort?.on('message', (job: PasswordJob) => {
  parentPort?.postMessage(
    job.kind === 'hash' ? hashSync(job.material, job.cost) : compareSync(job.material, job.hash),
  )
})
