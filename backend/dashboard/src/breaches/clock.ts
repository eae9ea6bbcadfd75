import { fill, words } from '../words/words.ts'

const minuteMs = 60_000

/** What is left of a clock at a moment, in words, and whether it is over. */
export function clockAt(due: string, now: Date): { said: string; over: boolean } {
  const { left, over, hours } = words.breaches
  const minutes = Math.floor((new Date(due).getTime() - now.getTime()) / minuteMs)
  const late = minutes < 0
  const whole = Math.abs(minutes)
  const time = fill(hours, { hours: Math.floor(whole / 60), minutes: whole % 60 })
  return { said: fill(late ? over : left, { time }), over: late }
}
