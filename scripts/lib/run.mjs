// One command, run to its end: with a time limit, and never outliving us when we are asked to stop.
import { spawn } from 'node:child_process'
import { root } from './house.mjs'

const seconds = 1000
const running = new Set()

/**
 * Takes a command, its arguments and `{ cwd, env, minutes, quiet, shell }`.
 * Gives `{ ok, code, output, late }`: `late` when the time limit ended it, `output` only when quiet.
 * Never throws: a command that cannot be started is one that failed.
 */
export function run(command, args, { cwd = root, env = process.env, minutes = 10, quiet, shell } = {}) {
  return new Promise(resolve => {
    const output = quiet ? 'pipe' : 'inherit'
    const child = spawn(command, args, { cwd, env, shell, detached: true, stdio: ['ignore', output, output] })
    const heard = []
    child.stdout?.on('data', chunk => heard.push(chunk))
    child.stderr?.on('data', chunk => heard.push(chunk))
    let late = false
    const limit = setTimeout(
      () => {
        late = true
        end(child)
      },
      minutes * 60 * seconds,
    )
    const settle = (code, problem = '') => {
      clearTimeout(limit)
      finished(child)
      resolve({ ok: code === 0 && !late, code, late, output: Buffer.concat(heard).toString() + problem })
    }
    child.once('error', error => settle(127, error.message))
    child.once('close', code => settle(code ?? 1))
    began(child)
  })
}

/** Ends a child and everything it started: politely, then after ten seconds not. */
function end(child) {
  signal(child, 'SIGTERM')
  setTimeout(() => signal(child, 'SIGKILL'), 10 * seconds).unref()
}

// A child leads a process group of its own, so one call reaches all of it.
function signal(child, name) {
  try {
    process.kill(-child.pid, name)
  } catch {
    // Already gone.
  }
}

// We listen only while something runs; otherwise a signal belongs to others, e.g. the services of `npm start`.
const exits = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }

function began(child) {
  if (running.size === 0) for (const name of Object.keys(exits)) process.on(name, leave)
  running.add(child)
}

function finished(child) {
  running.delete(child)
  if (running.size === 0) for (const name of Object.keys(exits)) process.off(name, leave)
}

function leave(name) {
  for (const child of running) {
    end(child)
    child.once('close', () => process.exit(exits[name]))
  }
}
