/**
 * Our own estimate of how many tokens a text takes: its UTF-8 bytes divided by three, rounded up.
 * Leans upwards for prose: English and German run at 3.5 to 4.5 bytes a token, Chinese at about 5; it is an estimate
 * and no bound, since long runs of digits or rare signs may take more. Where SQL must reserve for text that it holds
 * itself, the same formula is `ceil(octet_length(text) / 3.0)`.
 */
export function countTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / 3)
}
