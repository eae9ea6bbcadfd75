import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const patience = 60_000

/** Whether a Firefox starts and lets itself be driven by WebDriver BiDi, which not every build does. */
export async function isDriven(path) {
  const profile = mkdtempSync(join(tmpdir(), 'atavus-firefox-'))
  const args = ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0']
  const child = spawn(path, args, {
    env: { ...process.env, HOME: profile },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = new Promise(resolve => {
    child.once('error', resolve)
    child.once('exit', resolve)
  })
  const listening = new Promise(resolve => {
    let said = ''
    child.stderr.on('data', piece => {
      said += piece
      if (said.includes('WebDriver BiDi listening')) resolve(true)
    })
    ended.then(() => resolve(false))
    setTimeout(() => resolve(false), patience).unref()
  })
  const driven = await listening
  child.kill('SIGKILL')
  await ended
  rmSync(profile, { recursive: true, force: true, maxRetries: 3 })
  return driven
}
