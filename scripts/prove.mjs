// pnpm prove [promise …]: breaks each promise on purpose, in a copy of the house, and runs the test that is named for
// it. A test that passes all the same proves nothing; the last line says how many noticed.
import { bootstrap } from './lib/bootstrap.mjs'
import { build } from './lib/build.mjs'
import { say, Trouble, tell } from './lib/say.mjs'
import { breaks } from './prove/breaks.mjs'
import { copyHouse } from './prove/copy.mjs'
import { passes, prove } from './prove/prove.mjs'

const atOnce = 2

await tell(async () => {
  await bootstrap()
  await build()
  const chosen = chosenOf(process.argv.slice(2))
  const houses = await Promise.all(Array.from({ length: atOnce }, copyHouse))
  process.once('exit', () => {
    for (const { remove } of houses) remove()
  })
  await stands(houses[0], chosen)
  const results = await inTurn(houses, chosen)
  const killed = results.filter(({ outcome }) => outcome === 'noticed').length
  const rate = Math.floor((100 * killed) / chosen.length)
  console.log(`${killed} of ${chosen.length} broken promises were noticed: ${rate} %`)
  process.exit(killed === chosen.length ? 0 : 1)
})

function chosenOf(names) {
  const chosen = names.length ? breaks.filter(({ promise }) => names.includes(promise)) : breaks
  if (chosen.length === 0) throw new Trouble(`no break is written for ${names.join(', ')}.`)
  return chosen
}

/** What fails already while nothing is broken would prove nothing by failing. */
async function stands(house, chosen) {
  say('running every named test while nothing is broken …')
  const failing = await passes(house, chosen)
  for (const name of failing) console.log(`fails although nothing is broken: ${name}`)
  if (failing.length) throw new Trouble('these must pass first.')
}

/** Each house takes the next break as soon as it is free. */
async function inTurn(houses, chosen) {
  const waiting = [...chosen]
  const results = []
  async function work(house) {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      const outcome = await prove(house, one)
      console.log(
        `${outcome === 'noticed' ? 'noticed' : outcome.toUpperCase()}  ${one.promise}  ${one.broken}`,
      )
      results.push({ ...one, outcome })
    }
  }
  await Promise.all(houses.map(work))
  return results
}
