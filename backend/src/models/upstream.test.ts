import { describe, expect, test } from 'vitest'
import type { Script, Step } from '../testing/upstream.ts'
import { answer } from '../testing/upstream-wire.ts'
import type { Circuit, Outcome } from './circuit.ts'
import { hear, prompt, remote, remotes, streamOf } from './testing.ts'

const said = (...steps: Step[]): Script => ({ steps })
const status = (code: number, headers: Record<string, string> = {}): Script => ({
  status: code,
  headers,
  steps: [{ send: '{"error":{"message":"Balance of acct-4711 is 0"}}' }],
})
const midnight = 'Thu, 01 Jan 2026 00:00:00 GMT'
const whole = said(...answer(['Tomorrow', ', ', 'at noon.']))
const cut = { cut: true } as const
const stall = { stall: true } as const
const text = { text: 'Tom' }

describe.each(remotes)('%s', name => {
  test('answers that are left at their last event are no faults of the model', async () => {
    const outcomes: Outcome[] = []
    const circuit: Circuit = { enter: () => outcome => void outcomes.push(outcome) }
    const { model, upstream } = await remote(name, said({ finish: 'stop' }, { waitMs: 5 }, { done: true }), {
      circuit,
    })
    for await (const event of streamOf(model, prompt, new AbortController().signal))
      if (event.type === 'end') break

    expect(await upstream.requests[0]?.ended).toBe('whole')
    await new Promise(resolve => setTimeout(resolve, 20))
    expect(outcomes).toEqual(['alive'])
    expect(upstream.requests).toHaveLength(1)
  })

  test('streams an answer, its count of tokens, and one end', async () => {
    const { model, upstream } = await remote(name, whole)
    expect(await hear(model)).toEqual({
      text: 'Tomorrow, at noon.',
      rest: [
        { type: 'usage', input: 7, output: 3 },
        { type: 'end', end: 'complete' },
      ],
    })
    expect(await upstream.requests[0]?.ended).toBe('whole')
  })

  test('hands each token over when it comes, not when the answer is whole', async () => {
    const { model } = await remote(name, said(text, stall))
    const stop = new AbortController()
    for await (const event of streamOf(model, prompt, stop.signal)) {
      expect(event).toEqual({ type: 'text', text: 'Tom' })
      break
    }
  })

  test.each([
    ['length', 'truncated'],
    ['stop', 'complete'],
  ])('ends %s as %s', async (finish, end) => {
    const { model } = await remote(name, said(...answer(['a'], { finish })))
    expect((await hear(model)).rest.at(-1)).toEqual({ type: 'end', end })
  })

  test('takes an answer without a word for none', async () => {
    const { model } = await remote(name, said(...answer([])))
    expect((await hear(model)).rest.at(-1)).toEqual({ type: 'end', end: 'refused' })
  })

  test('leaves usage out when the upstream counts nothing, or nonsense', async () => {
    for (const usage of [
      [-1, 2],
      ['7', '8'],
      [1e300, 1],
      [0.5, 1],
      [null, null],
    ]) {
      const { model } = await remote(name, said(...answer(['a'], { usage: usage as [number, number] })))
      expect((await hear(model)).rest).toEqual([{ type: 'end', end: 'complete' }])
    }
  })

  describe('before the first text tries again, at most twice:', () => {
    test.each<[string, Script, string, number]>([
      ['429', status(429), 'model_busy', 3],
      ['429 that asks for no pause', status(429, { 'retry-after': '0' }), 'model_busy', 3],
      ['429 that asks for a little by date', status(429, { 'retry-after': midnight }), 'model_busy', 3],
      ['429 that asks for too long', status(429, { 'retry-after': '60' }), 'model_busy', 1],
      [
        '429 that asks by date',
        status(429, { 'retry-after': 'Thu, 01 Jan 2026 00:01:00 GMT' }),
        'model_busy',
        1,
      ],
      ['429 that asks for nonsense', status(429, { 'retry-after': 'soon' }), 'model_busy', 3],
      ['503', status(503), 'model_busy', 3],
      ['500', status(500), 'model_unavailable', 3],
      ['502', status(502), 'model_unavailable', 3],
      ['a broken connection', said(cut), 'model_unavailable', 3],
      ['an empty answer', said(), 'model_unavailable', 3],
      ['400', status(400), 'model_unavailable', 1],
      ['404', status(404), 'model_unavailable', 1],
      ['401', status(401), 'model_unpaid', 1],
      ['402', status(402), 'model_unpaid', 1],
      ['403', status(403), 'model_unpaid', 1],
      ['302', status(302, { location: 'https://example.com/' }), 'model_unavailable', 1],
      ['204', { status: 204, steps: [] }, 'model_unavailable', 1],
    ])('%s', async (_, script, code, calls) => {
      const { model, upstream } = await remote(name, script)
      expect(await hear(model)).toEqual({ text: '', rest: [], fault: [code, false] })
      expect(upstream.requests).toHaveLength(calls)
    })

    test('and what works then is the answer', async () => {
      const { model, upstream } = await remote(name, (_, index) => [status(503), said(cut)][index] ?? whole)
      expect((await hear(model)).text).toBe('Tomorrow, at noon.')
      expect(upstream.requests).toHaveLength(3)
    })

    test('after a pause that doubles, shortened by chance, or as long as it was asked to', async () => {
      const patience = { pauseMs: 100 }
      const pauses = async (random: number, play = status(503)) => {
        const { model, upstream } = await remote(name, play, { patience, random: () => random })
        await hear(model)
        const at = upstream.requests.map(request => request.at)
        return [at[1]! - at[0]!, at[2]! - at[1]!]
      }
      const [[a, b], [c, d]] = [await pauses(0), await pauses(1)]
      // Lower bounds only: a busy machine may wait longer, never shorter.
      for (const [pause, least] of [
        [a, 50],
        [b, 100],
        [c, 100],
        [d, 200],
      ])
        expect(pause).toBeGreaterThan(least! - 3)
      const [asked] = await pauses(0, status(503, { 'retry-after': midnight }))
      expect(asked).toBeGreaterThan(97)
    })
  })

  describe('after the first text never tries again, and keeps the text:', () => {
    test.each<[string, Step[], string]>([
      ['a broken connection', [cut], 'model_unavailable'],
      ['an early end', [], 'model_unavailable'],
      ['a silence', [stall], 'model_slow'],
    ])('%s', async (_, steps, code) => {
      const { model, upstream } = await remote(name, said(text, ...steps), { limits: { idleMs: 80 } })
      expect(await hear(model)).toEqual({ text: 'Tom', rest: [], fault: [code, true] })
      expect(upstream.requests).toHaveLength(1)
      expect(await upstream.requests[0]?.ended).toBe(steps.length === 0 ? 'whole' : 'broken')
    })
  })

  describe('in time:', () => {
    const alive = Array.from({ length: 200 }, () => [{ waitMs: 10 }, { alive: true } as const]).flat()

    test.each<[string, Script, object]>([
      ['no answer at all is slow', { mute: true, steps: [] }, { firstByteMs: 60 }],
      ['a status and no more is slow', said(stall), { firstByteMs: 60 }],
      ['signs of life do not help for ever', said(...alive), { firstByteMs: 60, idleMs: 60, totalMs: 200 }],
    ])('%s, tried once, and cut', async (_, script, limits) => {
      const { model, upstream } = await remote(name, script, { limits })
      expect(await hear(model)).toEqual({ text: '', rest: [], fault: ['model_slow', false] })
      expect(upstream.requests).toHaveLength(1)
      expect(await upstream.requests[0]?.ended).toBe('broken')
    })

    test('signs of life bridge a silence', async () => {
      const { model } = await remote(name, said(...alive.slice(0, 100), ...whole.steps), {
        limits: { idleMs: 150 },
      })
      expect((await hear(model)).text).toBe('Tomorrow, at noon.')
    })

    test('repetitions do not extend the total', async () => {
      const limits = { totalMs: 100 }
      const { model } = await remote(name, status(503), { limits, patience: { pauseMs: 60_000 } })
      expect((await hear(model)).fault).toEqual(['model_slow', false])
    })
  })

  describe('aborted', () => {
    test.each<[string, Script]>([
      ['before the answer', { mute: true, steps: [] }],
      ['before the first text', said(stall)],
      ['within the text', said(text, stall)],
    ])('%s throws the signal’s reason and cuts the connection', async (_, script) => {
      const { model, upstream } = await remote(name, script)
      const stop = new AbortController()
      const listening = hear(model, stop.signal)
      await expect.poll(() => upstream.requests.length).toBe(1)
      stop.abort('stopped')
      await expect(listening).rejects.toBe('stopped')
      expect(await upstream.requests[0]?.ended).toBe('broken')
    })

    test('between two tries makes no third', async () => {
      const { model, upstream } = await remote(name, status(503), { patience: { pauseMs: 60_000 } })
      const stop = new AbortController()
      const listening = hear(model, stop.signal)
      await expect.poll(() => upstream.requests.length).toBe(1)
      stop.abort('stopped')
      await expect(listening).rejects.toBe('stopped')
      expect(upstream.requests).toHaveLength(1)
    })

    test('from the beginning asks nobody', async () => {
      const { model, upstream } = await remote(name, whole)
      await expect(hear(model, AbortSignal.abort('early'))).rejects.toBe('early')
      expect(upstream.requests).toHaveLength(0)
    })

    test('by a reader who goes is cut as well', async () => {
      const { model, upstream } = await remote(name, said(text, stall))
      for await (const _ of streamOf(model, prompt, new AbortController().signal)) break
      expect(await upstream.requests[0]?.ended).toBe('broken')
    })
  })

  test('nothing that the upstream said in its error is in ours', async () => {
    const { model } = await remote(name, status(402))
    const failure = await (async () => {
      for await (const _ of streamOf(model, prompt, new AbortController().signal));
    })().catch((error: Error) => error)
    expect(`${failure?.stack} ${JSON.stringify(failure)} ${String(failure?.cause)}`).not.toContain('4711')
  })
})
