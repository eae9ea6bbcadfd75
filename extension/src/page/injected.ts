import { blocksOf } from './blocks.ts'
import { insertWords } from './insert.ts'
import type { Page } from './page.ts'
import { showPassage } from './show.ts'

// Runs in the tab, on a click only, in a world of its own that the page cannot see; it sends nothing, and changes
// nothing but the field into which its user wants words put.

function read(): Page {
  const { blocks, cut } = blocksOf(document)
  return {
    url: location.href,
    title: document.title.trim().slice(0, 200),
    language: document.documentElement.lang,
    blocks,
    cut,
    selection: selectionOf(),
    password: [...document.querySelectorAll('input[type=password]')].some(field => field.checkVisibility()),
    reserved: [...document.querySelectorAll('meta[name=robots], meta[name=googlebot]')].some(meta =>
      /\bno(?:ai|archive)\b/i.test(meta.getAttribute('content') ?? ''),
    ),
    pdf: document.contentType === 'application/pdf',
  }
}

/** What is marked in the page, or in a field that is no password's. */
function selectionOf(): string {
  const field = document.activeElement
  const typed =
    field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.type !== 'password')
  if (typed && field.selectionStart !== null && field.selectionEnd !== field.selectionStart)
    return field.value.slice(field.selectionStart, field.selectionEnd ?? undefined)
  return String(getSelection() ?? '').trim()
}

Reflect.set(globalThis, 'atavus', { read, show: showPassage, insert: insertWords })
