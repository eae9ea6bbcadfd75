/** A question that is asked often, under a name: `/name and what else`. */
export interface Prompt {
  name: string
  /**
   * `{input}` stands for what is typed after the name, `{page}` and `{selection}` for what is then shared, `{language}`
   * for the user's own.
   */
  text: string
}

/** What a prompt wants to share. */
export type Need = 'page' | 'selection'

export interface Command {
  needs: Need[]
  question: string
}

/** What the variables are called in the question; the shared text itself goes beside it, as data. */
export interface Variables {
  page: string
  selection: string
  language: string
}

/** Reads `/name input`; null when it is no command, or one that nobody knows. Of two with a name the first counts. */
export function commandOf(typed: string, prompts: Prompt[], variables: Variables): Command | null {
  const [, name = '', input = ''] = /^\/(\S+)\s*([\s\S]*)$/.exec(typed.trim()) ?? []
  const prompt = prompts.find(one => isNamed(one, name))
  if (!prompt) return null
  const needs = (['selection', 'page'] as const).filter(need => prompt.text.includes(`{${need}}`))
  const asked = prompt.text.includes('{input}') ? prompt.text : `${prompt.text} {input}`
  const values: Record<string, string> = { ...variables, input: input.trim() }
  // In one pass: what somebody typed is not looked into again.
  return {
    needs,
    question: asked
      .replace(/\{(\w+)\}/g, (whole, key) => (Object.hasOwn(values, key) ? values[key]! : whole))
      .trim(),
  }
}

/** Those that begin as what is typed does, as long as no name is whole. */
export function fitting(typed: string, prompts: Prompt[]): Prompt[] {
  const [, begun] = /^\/(\S*)$/.exec(typed) ?? []
  return begun === undefined
    ? []
    : prompts.filter(({ name }) => name.toLowerCase().startsWith(begun.toLowerCase()))
}

/** Names are alike in large and small letters. */
export const isNamed = (prompt: Prompt, name: string) => prompt.name.toLowerCase() === name.toLowerCase()

/** A name as it can be typed after a slash; '' where nothing is left of it. */
export function nameOf(typed: string): string {
  return typed.trim().replace(/^\/+/, '').replace(/\s+/g, '-').slice(0, 30)
}
