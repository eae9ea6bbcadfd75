import { useEffect, useState } from 'preact/hooks'
import { type Command, commandOf, fitting, isNamed, type Prompt } from '../prompts/prompts.ts'
import type { Ground } from './ground.ts'

/** The user's own prompts and those that everybody has; one's own stand before the others. */
export function usePrompts({ house, words }: Ground) {
  const { given, variables } = words.prompts
  const [own, setOwn] = useState<Prompt[]>([])
  useEffect(() => void house.choices.prompts().then(setOwn), [])
  const prompts = [...own, ...given.filter(({ name }) => !own.some(one => isNamed(one, name)))]
  return {
    offered: (typed: string): Prompt[] => fitting(typed, prompts),
    command: (typed: string): Command | null => commandOf(typed, prompts, variables),
  }
}
