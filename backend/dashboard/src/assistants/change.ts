import type { Assistant, AssistantChange } from '@atavus/contract/console'

const lines = [
  'name',
  'greeting',
  'controllerName',
  'controllerContact',
  'controllerAddress',
  'addedNotice',
] as const
const numbers = [
  'retentionDays',
  'messagesPerDay',
  'tokensPerDay',
  'inputTokens',
  'answerTokens',
  'answersAtOnce',
] as const
const lists = ['suggestions', 'origins', 'regions'] as const
const boxes = ['quoteFallback', 'localFallback', 'secondLook'] as const

/** What a filled-in settings form changes about the assistant: only the fields that differ. */
export function changeIn(form: FormData, assistant: Assistant): AssistantChange {
  const filled = read(form)
  const change = Object.entries(filled).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(assistant[name as keyof Assistant]),
  )
  return Object.fromEntries(change)
}

/** Whether a change touches anything. */
export function isChanged(change: AssistantChange): boolean {
  return Object.keys(change).length > 0
}

function read(form: FormData): AssistantChange {
  const text = (name: string) => String(form.get(name) ?? '')
  return {
    ...from(lines, name => text(name).trim()),
    ...from(numbers, name => Number(text(name))),
    ...from(lists, name => unique(form.getAll(name).map(value => String(value).trim()))),
    ...from(boxes, name => form.get(name) !== null),
    instructions: text('instructions'),
    model: text('model') as Assistant['model'],
    accent: text('accent').toLowerCase(),
  }
}

function from<Name extends string, Value>(names: readonly Name[], value: (name: Name) => Value) {
  return Object.fromEntries(names.map(name => [name, value(name)])) as Record<Name, Value>
}

function unique(values: string[]) {
  return [...new Set(values.filter(value => value !== ''))]
}
