import { cpus } from 'node:os'
import { openings, quantile } from './opening.ts'

// pnpm bench panel: how fast the panel opens, beside an empty page of an extension. It is to be within three times.

const most = 3
const rounds = 31
const say = (line: string) => console.log(line)

const { panel, empty, browser } = await openings(rounds)
const ratio = quantile(panel, 0.5) / quantile(empty, 0.5)
say(`Chromium ${browser}, ${cpus().length} × ${cpus()[0]?.model ?? 'an unknown processor'}, ${rounds} rounds`)
say('')
say('Opening the panel')
say(`  until its composer can be used    ${told(panel)}`)
say(`  an empty page of an extension     ${told(empty)}`)
say(`  the one of the other              ${ratio.toFixed(2)}x   (target within ${most}x)`)
process.exit(ratio <= most ? 0 : 1)

function told(times: number[]): string {
  return `median ${quantile(times, 0.5).toFixed(1)} ms, p90 ${quantile(times, 0.9).toFixed(1)} ms`
}
