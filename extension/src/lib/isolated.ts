/** A name, title or address that keeps its own direction, and leaves the sentence around it its own. */
export const isolated = (text: string): string => `\u2068${text}\u2069`
