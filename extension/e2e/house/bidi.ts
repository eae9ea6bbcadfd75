/** Talks WebDriver BiDi with a browser over its socket; commands are answered by their number. */
export async function connect(url: string) {
  const socket = new WebSocket(url)
  await new Promise((resolve, reject) => {
    socket.onopen = resolve
    socket.onerror = () => reject(new Error(`nobody answers at ${url}`))
  })
  const waiting = new Map<number, (answer: Answer) => void>()
  socket.onmessage = ({ data }) => {
    const answer: Answer = JSON.parse(String(data))
    waiting.get(answer.id)?.(answer)
    waiting.delete(answer.id)
  }
  let last = 0
  async function send(method: string, params: object): Promise<Record<string, unknown>> {
    const id = ++last
    socket.send(JSON.stringify({ id, method, params }))
    const answer = await new Promise<Answer>(resolve => waiting.set(id, resolve))
    if (answer.type === 'error') throw new Error(`${method}: ${answer.message}`)
    return answer.result
  }
  return {
    send,
    /** Runs in a context and gives what comes of it, which must be JSON. */
    async run<T>(context: string, expression: string): Promise<T> {
      const { result, exceptionDetails } = (await send('script.evaluate', {
        target: { context },
        awaitPromise: true,
        expression: `(async () => JSON.stringify(await (${expression}) ?? null))()`,
      })) as { result?: { value: string }; exceptionDetails?: { text: string } }
      if (exceptionDetails) throw new Error(`${exceptionDetails.text} in ${expression}`)
      return JSON.parse(result!.value)
    },
    close: () => socket.close(),
  }
}

interface Answer {
  id: number
  type: 'success' | 'error'
  message: string
  result: Record<string, unknown>
}
