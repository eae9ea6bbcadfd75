import type { OwnConversation, OwnMessage, Shared } from '@atavus/contract/own'

/** A conversation as a text that people read and other programs take: Markdown, with its sources and what was shared. */
export function markdownOf(title: string, conversation: OwnConversation): string {
  const { assistant, workspace, startedAt, messages } = conversation
  const head = [
    `# ${lineOf(title) || lineOf(assistant.name)}`,
    `${lineOf(assistant.name)}, ${lineOf(workspace.name)}, ${dateOf(startedAt)}`,
  ]
  return `${[...head, ...messages.flatMap(message => partsOf(assistant.name, message))].join('\n\n')}\n`
}

function partsOf(assistant: string, { role, at, text, sources, shared }: OwnMessage): string[] {
  const who = role === 'visitor' ? 'You' : lineOf(assistant)
  const cited = sources.map(({ number, title, url }) => `${number}. ${linked(title || (url ?? ''), url)}`)
  return [
    `## ${who}, ${dateOf(at)}`,
    text,
    ...shared.map(pageOf),
    ...(cited.length ? [cited.join('\n')] : []),
  ]
}

function pageOf({ title, url, passages }: Shared): string {
  const quoted = passages.map(({ text }) => text.replace(/^/gm, '> '))
  return [linked(title || url, url), ...quoted].join('\n\n')
}

const linked = (label: string, url: string | null): string => {
  const text = lineOf(label).replace(/[[\]\\]/g, '\\$&')
  return url === null ? text : `[${text}](<${url.replace(/[<>\s]/g, encodeURIComponent)}>)`
}

const lineOf = (text: string): string => text.replace(/\s+/g, ' ').trim()
const dateOf = (at: string): string => `${at.slice(0, 16).replace('T', ' ')} UTC`
