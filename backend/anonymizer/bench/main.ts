import { parseArgs } from 'node:util'
import { type Kind, kinds, type Language, languages } from '../src/kinds.ts'
import { failures } from './failures.ts'
import { shortfalls } from './floors.ts'
import { type Detection, masking } from './masking.ts'
import { report } from './report.ts'
import { benchRestore } from './restore.ts'
import type { Half, Sample } from './sample.ts'
import { outcomeOf } from './score.ts'
import { samplesOf } from './sets.ts'
import { reportAdversaries, reportHostile, reportSpeed, speeds } from './speed.ts'

// node bench/main.ts [tuning | heldout | speed | hostile | restore | all] [--failures N] [--language xx] [--kind k]
// [--preview | --stub]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    failures: { type: 'string' },
    language: { type: 'string' },
    kind: { type: 'string' },
    preview: { type: 'boolean', default: false },
    stub: { type: 'boolean', default: false },
  },
})
const million = 1_000_000
const say = (line: string) => console.log(line)
const [asked = 'all'] = positionals
const language = languages.find(known => known === values.language)
const kind = kinds.find(known => known === values.kind)
if (!['tuning', 'heldout', 'speed', 'hostile', 'restore', 'all'].includes(asked))
  stop(`There is no "${asked}": tuning, heldout, speed, hostile, restore or all.`)
if (values.language && !language) stop(`There is no language "${values.language}".`)
if (values.kind && !kind) stop(`There is no kind "${values.kind}".`)
if (values.failures && asked !== 'tuning') stop('Failures are shown of the tuning half only.')

const module = values.stub ? './stub.ts' : values.preview ? '../src/preview.ts' : '../src/find.ts'
const detection = (await import(module)) as Detection
const { find } = detection

if (asked === 'tuning') measured('tuning', chosen(samplesOf('tuning'), language))
if (asked === 'restore') process.exitCode = benchRestore(million, say) === 0 ? 0 : 1
if (asked === 'speed') reportAll(samplesOf('tuning'))
if (asked === 'hostile') reportHostile(masking(detection), say)
if (asked === 'heldout' || asked === 'all') {
  if (asked === 'all') measured('tuning', samplesOf('tuning'))
  say('')
  const samples = samplesOf('heldout')
  const outcome = measured('heldout', samples)
  const missing = shortfalls(outcome, reportAll(samplesOf('tuning')))
  say('')
  if (asked === 'all' && benchRestore(million, say) > 0) missing.push('answers that did not come back whole')
  say('')
  say(missing.length === 0 ? 'All floors are kept.' : `Short of the floors: ${missing.join('; ')}.`)
  process.exitCode = missing.length === 0 ? 0 : 1
}

function measured(half: Half, samples: Sample[]) {
  const outcome = outcomeOf(samples, find)
  report(half, samples, outcome, say)
  const count = Number(values.failures ?? 0)
  if (count > 0)
    failures(
      outcome,
      { count, language: language as Language | undefined, kind: kind as Kind | undefined },
      say,
    )
  return outcome
}

function reportAll(samples: Sample[]) {
  const found = speeds(samples, find)
  reportSpeed(found, say)
  reportAdversaries(find, say)
  return found
}

function chosen(samples: Sample[], language: Language | undefined): Sample[] {
  return language ? samples.filter(sample => sample.language === language) : samples
}

function stop(reason: string): never {
  say(reason)
  process.exit(2)
}
