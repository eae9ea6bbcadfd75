import type { OwnConversation, OwnMessage, Shared } from '@atavus/contract/own'
import { noticeLanguage } from '../consent/notice.ts'

/**
 * A conversation as a text that people read and other programs take: Markdown, with its sources and what was shared.
 * `language`: in which it was begun, and whoever asked is addressed.
 */
export function markdownOf(title: string, conversation: OwnConversation, language: string): string {
  const { assistant, workspace, startedAt, messages } = conversation
  const head = [
    `# ${lineOf(title) || lineOf(assistant.name)}`,
    `${lineOf(assistant.name)}, ${lineOf(workspace.name)}, ${dateOf(startedAt)}`,
  ]
  const who = { visitor: addressed[noticeLanguage(language)], assistant: lineOf(assistant.name) }
  return `${[...head, ...messages.flatMap(message => partsOf(who, message))].join('\n\n')}\n`
}

const addressed = { en: 'You', de: 'Sie', es: 'Usted', fr: 'Vous', it: 'Lei', nl: 'U', ar: 'أنت' }

function partsOf(
  who: Record<OwnMessage['role'], string>,
  { role, at, text, sources, shared }: OwnMessage,
): string[] {
  const cited = sources.map(({ number, title, url }) => `${number}. ${linked(title || (url ?? ''), url)}`)
  return [
    `## ${who[role]}, ${dateOf(at)}`,
    text,
    ...shared.map(pageOf),
    ...(cited.length ? [cited.join('\n')] : []),
  ]
}

function pageOf({ title, url, passages }: Shared): string {
  const quoted = passages.map(({ text }) => literal(text).replace(/^/gm, '> '))
  return [linked(title || url, url), ...quoted].join('\n\n')
}

const linked = (label: string, url: string | null): string => {
  const text = lineOf(label)
  return url === null ? text : `[${text}](<${url.replace(/[<>\s\p{Bidi_Control}]/gu, encodeURIComponent)}>)`
}

const lineOf = (text: string): string => literal(text.replace(/\s+/g, ' ').trim())

/** Words in which no Markdown is meant: they make no HTML, link, picture or code, and turn nothing that follows. */
const literal = (text: string): string => text.replace(/\p{Bidi_Control}/gu, '').replace(/[\\`[\]<]/g, '\\$&')

const dateOf = (at: string): string => `${at.slice(0, 16).replace('T', ' ')} UTC`
