const dayMs = 24 * 60 * 60 * 1000

/** Whole days until a moment; below zero once it is over. */
export const daysLeft = (due: string, now: Date): number =>
  Math.floor((new Date(due).getTime() - now.getTime()) / dayMs)
