/**
 * Why nothing left: `not_anonymized` when the question holds what cannot be told for sure, so that its visitor may
 * say it otherwise; `anonymizer_failed` when a part of the anonymizer failed or took too long.
 */
export class NotSent extends Error {
  readonly code: 'not_anonymized' | 'anonymizer_failed'

  constructor(code: NotSent['code'], cause?: unknown) {
    super(code, { cause })
    this.name = 'NotSent'
    this.code = code
  }
}
