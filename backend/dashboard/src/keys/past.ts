/** Whether a moment has come; null never does. */
export const isPast = (iso: string | null, now: Date): boolean => iso !== null && new Date(iso) <= now
