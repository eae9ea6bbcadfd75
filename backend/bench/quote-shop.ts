import { readFile } from 'node:fs/promises'
import type { NewDocument } from '@atavus/contract/console'
import { assistantFrom } from '../src/assistants/fields.ts'
import { insertAssistant } from '../src/assistants/queries.ts'
import { connectAsAdmin, type DatabaseAddress } from '../src/db/connect.ts'
import type { Database } from '../src/db/tenancy.ts'
import { readPages } from '../src/demo/pages.ts'
import { insertDocument, searchPassages } from '../src/knowledge/queries.ts'
import { newId } from '../src/lib/ids.ts'
import { newPublicKey } from '../src/lib/keys.ts'
import { createQuote } from '../src/models/quote.ts'

const demo = new URL('../../demo-site/', import.meta.url)
const origin = 'https://shop.example'
const model = createQuote()

/** An assistant that knows some pages. */
export interface Shop {
  db: Database
  workspace: string
  assistant: string
}

interface Question {
  language: string
  text: string
  /** The path of the page that answers; off-topic questions have none. */
  expect?: string
}

export interface Questions {
  answerable: Question[]
  offTopic: Question[]
}

/** What became of one question. */
export interface Outcome extends Question {
  refused: boolean
  /** The best passage's score, 0 when nothing was found. */
  score: number
  /** The right page's place among the pages found, from 1; 0 when it is not among them. */
  place: number
}

export const shopPages = () => readPages(new URL('seed/', demo), origin)

/** `questions.json` is for tuning, `questions.heldout.json` for reporting alone. */
export async function readQuestions(file: string): Promise<Questions> {
  return JSON.parse(await readFile(new URL(file, demo), 'utf8'))
}

/** Makes a workspace with one assistant that knows the given pages. */
export async function openShop(address: DatabaseAddress, db: Database, pages: NewDocument[]): Promise<Shop> {
  const moment = new Date('2026-11-20T12:00:00Z')
  const [workspace, assistant] = [newId(moment), newId(moment)]
  const admin = connectAsAdmin(address)
  await admin`insert into atavus.workspaces values (${workspace}, 'Shop', 'UTC', '', ${moment})`
  await admin.end()
  const fields = assistantFrom({
    name: 'Shop',
    controllerName: 'Shop',
    controllerContact: 'shop@shop.example',
  })
  await db.tenant(workspace, tenant => insertAssistant(tenant, assistant, newPublicKey(), fields))
  for (const page of pages) await db.tenant(workspace, tenant => insertDocument(tenant, assistant, page))
  return { db, workspace, assistant }
}

/** The passages that a question finds, as before each answer. */
function find({ db, workspace, assistant }: Shop, { text, language }: Question) {
  return db.tenant(workspace, tenant => searchPassages(tenant, assistant, text, language, 8))
}

/** The milliseconds of the search alone, inside a transaction that stands. */
export function timed({ db, workspace, assistant }: Shop, { text, language }: Question): Promise<number> {
  return db.tenant(workspace, async tenant => {
    const begun = performance.now()
    await searchPassages(tenant, assistant, text, language, 8)
    return performance.now() - begun
  })
}

/** Asks a question of the quoting model through the real search. */
export async function ask(shop: Shop, question: Question): Promise<Outcome> {
  const passages = await find(shop, question)
  const { text, language } = question
  const prompt = { instructions: '', language, history: [], question: text, passages, maxTokens: 0 }
  let refused = false
  for await (const event of model.stream(prompt, new AbortController().signal))
    if (event.type === 'end') refused = event.end === 'refused'
  const pages = [...new Set(passages.map(({ document }) => document))]
  const right = passages.find(({ url }) => url === origin + question.expect)
  const place = right ? pages.indexOf(right.document) + 1 : 0
  return { ...question, refused, score: passages[0]?.score ?? 0, place }
}

/** Shares from 0 to 1. */
export interface Rates {
  falseRefusals: number
  falseAnswers: number
  first: number
  topThree: number
}

export async function judge(shop: Shop, { answerable, offTopic }: Questions): Promise<Rates> {
  const asked: Outcome[] = []
  for (const question of answerable) asked.push(await ask(shop, question))
  const off: Outcome[] = []
  for (const question of offTopic) off.push(await ask(shop, question))
  return {
    falseRefusals: share(asked, ({ refused }) => refused),
    falseAnswers: share(off, ({ refused }) => !refused),
    first: share(asked, ({ place }) => place === 1),
    topThree: share(asked, ({ place }) => place > 0 && place <= 3),
  }
}

const share = (outcomes: Outcome[], is: (outcome: Outcome) => boolean) =>
  outcomes.length === 0 ? 0 : outcomes.filter(is).length / outcomes.length
