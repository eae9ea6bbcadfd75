import { blocksOf } from './blocks.ts'
import { insertWords } from './insert.ts'
import type { Page } from './page.ts'
import { hasUnknownFrame, isSecret, secretsIn } from './secret.ts'
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
  return touched || within ? null : String(selection ?? '').trim()
}

/** What has the focus, also inside of components. */
function activeIn(root: Document | ShadowRoot): Element | null {
  const active = root.activeElement
  return active?.shadowRoot ? activeIn(active.shadowRoot) : active
}

Reflect.set(globalThis, 'atavus', { read, show: showPassage, insert: insertWords })
