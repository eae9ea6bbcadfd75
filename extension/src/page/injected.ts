import { blocksOf } from './blocks.ts'
import { activeIn, insertWords } from './insert.ts'
import type { Page } from './page.ts'
import { hasUnknownFrame, isSecret, secretsIn } from './secret.ts'
import { showPassage } from './show.ts'
import { withoutUnseen } from './unseen.ts'

// Runs in the tab, on a click only, in a world of its own that the page cannot see; it sends nothing, and changes
// nothing but the field into which its user wants words put.

function read(): Page {
  const { blocks, cut } = blocksOf(document)
  return {
    url: location.href,
    title: withoutUnseen(document.title).trim().slice(0, 200),
    language: document.documentElement.lang,
    blocks,
    cut,
    selection: selectionOf(),
    password: secretsIn(document).length > 0,
    frame: hasUnknownFrame(document),
    reserved: [...document.querySelectorAll('meta[name=robots], meta[name=googlebot]')].some(meta =>
      /\bno(?:ai|archive)\b/i.test(meta.getAttribute('content') ?? ''),
    ),
    pdf: document.contentType === 'application/pdf',
  }
}

/** What is marked in the page or in a field; null where that touches a secret. */
function selectionOf(): string | null {
  const field = activeIn(document)
  if (field && isSecret(field)) return null
  const typed = field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement
  if (typed && field.selectionStart !== null && field.selectionEnd !== field.selectionStart)
    return field.value.slice(field.selectionStart, field.selectionEnd ?? undefined)
  const selection = getSelection()
  const around = selection?.anchorNode?.parentElement
  const touched = around && isSecret(around)
  // What is typed into a plain field is no part of a selection around it.
  const within = secretsIn(document).some(
    secret => !(secret instanceof HTMLInputElement) && selection?.containsNode(secret, true),
  )
  if (touched || within) return null
  // Of what is marked, too, only what is seen; the browser's own word where that is nothing, as in what is being written.
  const marked = selection?.rangeCount === 1 ? blocksOf(document, selection.getRangeAt(0)).blocks : []
  return marked.map(({ text }) => text).join('\n') || withoutUnseen(String(selection ?? '')).trim()
}

Reflect.set(globalThis, 'atavus', { read, show: showPassage, insert: insertWords })
