const hourMs = 60 * 60 * 1000

/** Hours from awareness within which the authority must be told (GDPR Art. 33(1)). */
const hours = 72
/** Hours from awareness at which operators are reminded while nothing is decided. */
export const reminders = [24, 60, hours] as const

export const after = (noticed: Date, hours: number): Date => new Date(noticed.getTime() + hours * hourMs)

/** Until when the authority must be told of a breach that was noticed at a moment. */
export const dueAt = (noticed: Date): Date => after(noticed, hours)
