/** An error that the API answers with, in Stripe's own shape. */
export class ApiError extends Error {
  readonly status: number
  readonly type: string
  readonly code: string | undefined
  readonly param: string | undefined

  constructor(status: number, message: string, more: { type?: string; code?: string; param?: string } = {}) {
    super(message)
    this.status = status
    this.type = more.type ?? 'invalid_request_error'
    this.code = more.code
    this.param = more.param
  }

  body() {
    return {
      error: {
        ...(this.code && { code: this.code, doc_url: `https://stripe.com/docs/error-codes/${this.code}` }),
        message: this.message,
        ...(this.param && { param: this.param }),
        type: this.type,
      },
    }
  }
}

/** What was asked cannot be done; 400. */
export const refused = (message: string, param?: string, code?: string) =>
  new ApiError(400, message, { ...(param && { param }), ...(code && { code }) })

/** The object that the path names is not there; 404. */
export const noSuch = (kind: string, id: string) =>
  new ApiError(404, `No such ${kind}: '${id}'`, { code: 'resource_missing', param: 'id' })

/** The object that a parameter names is not there; 400. */
export const noSuchParam = (kind: string, id: string, param: string) =>
  refused(`No such ${kind}: '${id}'`, param, 'resource_missing')
