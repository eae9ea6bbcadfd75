import type { Prompt } from '../models/model.ts'

/** Leaves out the oldest messages, then the passages that fit worst, until the prompt is no heavier than `most`. */
export function lighter(prompt: Prompt, most: number, weigh: (prompt: Prompt) => number): Prompt {
  let light = prompt
  while (weigh(light) > most) {
    if (light.history.length > 0) light = { ...light, history: light.history.slice(1) }
    else if (light.passages.length > 0) light = { ...light, passages: light.passages.slice(0, -1) }
    else return light
  }
  return light
}
