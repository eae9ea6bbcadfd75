import type { Document, DocumentSummary, NewDocument } from '@atavus/contract/console'
import type { Tenant } from '../db/tenancy.ts'
import { cursorFrom, cursorOf } from '../lib/cursor.ts'
import { newId } from '../lib/ids.ts'
import { cleaned } from './blocks.ts'
import { cut } from './cut.ts'
import type { Passage } from './passage.ts'

const page = 20

interface SummaryRow {
  id: string
  title: string
  url: string | null
  language: string
  passages: number
  characters: number
  created_at: Date
  updated_at: Date
}

/**
 * The documents of an assistant, newest first, twenty at a time. `cursor` is the `next` of the page before;
 * one that is not ours is refused.
 */
export async function listDocuments(tenant: Tenant, assistant: string, cursor?: string) {
  const after = cursor === undefined ? undefined : cursorFrom(cursor)
  const rows = await tenant<SummaryRow[]>`
    select id, title, url, language, passages, char_length(body) as characters, created_at, updated_at
    from documents
    where workspace_id = ${tenant.workspace} and assistant_id = ${assistant}
      ${after ? tenant`and (created_at, id) < (${after.at}, ${after.id})` : tenant``}
    order by created_at desc, id desc
    limit ${page + 1}
  `
  const last = rows.length > page ? rows[page - 1] : undefined
  return {
    items: rows.slice(0, page).map(summaryOf),
    next: last ? cursorOf({ at: last.created_at, id: last.id }) : null,
  }
}

/** One document of an assistant with its text, or undefined. */
export async function getDocument(
  tenant: Tenant,
  assistant: string,
  id: string,
): Promise<Document | undefined> {
  const [row] = await tenant<(SummaryRow & { body: string })[]>`
    select id, title, url, language, body, passages, char_length(body) as characters, created_at, updated_at
    from documents
    where workspace_id = ${tenant.workspace} and assistant_id = ${assistant} and id = ${id}
  `
  if (!row) return undefined
  const { characters, ...summary } = summaryOf(row)
  return { ...summary, text: row.body }
}

/** The same, and nobody else changes it until the transaction is over. */
export async function lockDocument(
  tenant: Tenant,
  assistant: string,
  id: string,
): Promise<Document | undefined> {
  // A statement of its own: who waited here reads what stands then.
  await tenant`
    select from documents
    where workspace_id = ${tenant.workspace} and assistant_id = ${assistant} and id = ${id} for no key update
  `
  return getDocument(tenant, assistant, id)
}

/** Keeps a document and its passages; undefined when there is no such assistant in the workspace. */
export async function insertDocument(
  tenant: Tenant,
  assistant: string,
  document: NewDocument,
): Promise<Document | undefined> {
  const { title, url, language } = document
  const text = cleaned(document.text)
  const cuts = cutsOf(title, text)
  const id = newId(tenant.now)
  const { count } = await tenant`
    insert into documents (workspace_id, id, assistant_id, title, url, language, body, passages, created_at, updated_at)
    select workspace_id, ${id}, id, ${title}, ${url}, ${language}, ${text}, ${cuts.length}, ${tenant.now}, ${tenant.now}
    from assistants
    where workspace_id = ${tenant.workspace} and id = ${assistant}
  `
  if (count === 0) return undefined
  await insertPassages(tenant, id, cuts)
  const moment = tenant.now.toISOString()
  return { id, title, url, language, text, passages: cuts.length, createdAt: moment, updatedAt: moment }
}

/** Puts a changed document and its passages in the place of the old ones; undefined when there is none. */
export async function replaceDocument(
  tenant: Tenant,
  assistant: string,
  id: string,
  document: NewDocument,
): Promise<Document | undefined> {
  const { title, url, language } = document
  const text = cleaned(document.text)
  const cuts = cutsOf(title, text)
  const [row] = await tenant<{ created_at: Date }[]>`
    update documents
    set title = ${title}, url = ${url}, language = ${language}, body = ${text}, passages = ${cuts.length},
      updated_at = ${tenant.now}
    where workspace_id = ${tenant.workspace} and assistant_id = ${assistant} and id = ${id}
    returning created_at
  `
  if (!row) return undefined
  await tenant`delete from passages where workspace_id = ${tenant.workspace} and document_id = ${id}`
  await insertPassages(tenant, id, cuts)
  const [createdAt, updatedAt] = [row.created_at.toISOString(), tenant.now.toISOString()]
  return { id, title, url, language, text, passages: cuts.length, createdAt, updatedAt }
}

/** Removes a document with its passages; says whether there was one. */
export async function deleteDocument(tenant: Tenant, assistant: string, id: string): Promise<boolean> {
  const { count } = await tenant`
    delete from documents
    where workspace_id = ${tenant.workspace} and assistant_id = ${assistant} and id = ${id}
  `
  return count > 0
}

/** The passages that fit a question best, first the best; `language` is the reader's. */
export function searchPassages(
  tenant: Tenant,
  assistant: string,
  question: string,
  language: string,
  most: number,
) {
  return tenant<Passage[]>`
    select id, document, title, url, heading, body as text, language, score
    from search_passages(${assistant}, ${cleaned(question)}, ${language}, ${most})
  `
}

/** A heading that only repeats the title says nothing more. */
function cutsOf(title: string, text: string) {
  const same = (heading: string) => heading.toLowerCase() === title.toLowerCase()
  return cut(text).map(({ heading, body }) => ({ heading: same(heading) ? '' : heading, body }))
}

async function insertPassages(tenant: Tenant, document: string, cuts: { heading: string; body: string }[]) {
  const rows = cuts.map((one, ordinal) => ({ ...one, id: newId(tenant.now), ordinal }))
  await tenant`
    insert into passages (workspace_id, id, document_id, assistant_id, ordinal, heading, body, language, search)
    select d.workspace_id, p.id, d.id, d.assistant_id, p.ordinal, p.heading, p.body,
      split_part(lower(d.language), '-', 1), passage_search(d.language, d.title, p.heading, p.body)
    from documents d,
      json_to_recordset(${JSON.stringify(rows)}::text::json) as p (id uuid, ordinal int, heading text, body text)
    where d.workspace_id = ${tenant.workspace} and d.id = ${document}
  `
}

function summaryOf(row: SummaryRow): DocumentSummary {
  const { created_at, updated_at, id, title, url, language, passages, characters } = row
  const [createdAt, updatedAt] = [created_at.toISOString(), updated_at.toISOString()]
  return { id, title, url, language, passages, characters, createdAt, updatedAt }
}
