import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabaseAddress } from '../src/db/connect.ts'
import { openCluster, openDatabase } from '../src/db/open.ts'
import { quoteThreshold } from '../src/models/quote.ts'
import { manyPages } from './quote-many.ts'
import { judge, openShop, type Questions, readQuestions, type Shop, shopPages, timed } from './quote-shop.ts'

const languages = ['en', 'de']

/**
 * How well the quoting model answers from the demo shop's pages, and how fast passages are found. Takes a database
 * of its own (migrated here) and where the lines of the report go.
 */
export async function benchQuote(address: DatabaseAddress, say: (line: string) => void): Promise<void> {
  const { db, close } = await openDatabase(address, () => new Date())
  const pages = await shopPages()
  const questions = await readQuestions('questions.json')
  const shop = await openShop(address, db, pages)
  say(`The quoting model, threshold ${quoteThreshold}`)
  say('questions      false refusals  false answers  right page first  in the first three')
  for (const [name, file] of [
    ['tuning', 'questions.json'],
    ['held out', 'questions.heldout.json'],
  ] as const)
    for (const language of ['', ...languages])
      say(await line(shop, name, language, await readQuestions(file)))
  say('')
  say('search              p50       p95')
  for (const language of languages) {
    const own = of(questions, language)
    say(await speed(shop, `${language}, the shop's pages`, own))
    const many = await openShop(address, db, manyPages(pages, 5000, language))
    say(await speed(many, `${language}, 5,000 passages`, own))
  }
  await close()
}

async function line(shop: Shop, name: string, language: string, questions: Questions): Promise<string> {
  const { falseRefusals, falseAnswers, first, topThree } = await judge(shop, of(questions, language))
  const shares = [falseRefusals, falseAnswers, first, topThree].map(rate => `${(rate * 100).toFixed(1)} %`)
  const [a = '', b = '', c = '', d = ''] = shares
  return `${`${name} ${language}`.padEnd(15)}${a.padEnd(16)}${b.padEnd(15)}${c.padEnd(18)}${d}`
}

async function speed(shop: Shop, name: string, { answerable, offTopic }: Questions): Promise<string> {
  const times: number[] = []
  for (let round = 0; round < 6; round++)
    for (const question of [...answerable, ...offTopic]) {
      const time = await timed(shop, question)
      // In the first rounds each connection still plans.
      if (round > 1) times.push(time)
    }
  times.sort((a, b) => a - b)
  const at = (share: number) => `${times[Math.floor(times.length * share)]!.toFixed(1)} ms`.padEnd(10)
  return `${name.padEnd(20)}${at(0.5)}${at(0.95)}`
}

function of({ answerable, offTopic }: Questions, language: string): Questions {
  const is = (question: { language: string }) => !language || question.language === language
  return { answerable: answerable.filter(is), offTopic: offTopic.filter(is) }
}

if (import.meta.main) {
  const folder = await mkdtemp(join(tmpdir(), 'atavus-quote-'))
  const cluster = await openCluster(folder, {})
  await benchQuote(cluster.address, line => console.log(line)).finally(cluster.stop)
  await rm(folder, { recursive: true, force: true })
}
