import { isValidElement, type VNode } from 'preact'
import { draw } from './draw.tsx'
import { type Reading, read } from './read.ts'

export const site = 'https://shop.example'
export const sources = [
  { number: 1, title: 'One', url: 'https://shop.example/one', heading: '' },
  { number: 2, title: 'Two', url: null, heading: '' },
]

/** The elements of a text, as the component draws them. */
export function elements(text: string, reading: Reading = read(text)): VNode[] {
  return [...reading.blocks, ...reading.tail].map((block, index) => draw(block, index, { site, sources }))
}

/** Calls every component, until only elements and text are left. */
export function resolved(node: unknown): unknown[] {
  if (Array.isArray(node)) return node.flatMap(resolved)
  if (node === null || node === undefined || typeof node === 'boolean') return []
  if (!isValidElement(node)) return [String(node)]
  const { type, props } = node as VNode<Record<string, unknown>>
  if (typeof type === 'function') return resolved((type as (props: unknown) => unknown)(props))
  return [{ type, props, inside: resolved(props.children) }]
}

export interface Element {
  type: string
  props: Record<string, unknown>
  inside: (Element | string)[]
}

export function everyElement(nodes: unknown[]): Element[] {
  return (nodes as (Element | string)[]).flatMap(node =>
    typeof node === 'string' ? [] : [node, ...everyElement(node.inside)],
  )
}

/** A short way to write elements down: `<p.class>`, `<a address>`, without what every link has. */
export function written(nodes: unknown[]): string {
  return (nodes as (Element | string)[]).map(node => (typeof node === 'string' ? node : tag(node))).join('')
}

function tag({ type, props, inside }: Element): string {
  const told = [type + (props.class && type !== 'a' ? `.${String(props.class).replace(/ /g, '.')}` : '')]
  if (props.href) told.push(String(props.href))
  if (type === 'a' && props.class) told.push(String(props.class))
  if (props.title) told.push(`title=${props.title}`)
  if (props.start) told.push(String(props.start))
  const content = written(inside)
  if (type === 'div') return content
  return type === 'br' || type === 'hr' ? `<${type}>` : `<${told.join(' ')}>${content}</${type}>`
}

/** Cuts a text at random places; the same seed gives the same cuts. */
export function cuts(text: string, seed: number): string[] {
  let state = seed
  const random = () => {
    state = (state * 1103515245 + 12345) % 2147483648
    return state / 2147483648
  }
  const pieces: string[] = []
  for (let at = 0; at < text.length; ) {
    const length = 1 + Math.floor(random() ** 3 * 24)
    pieces.push(text.slice(at, at + length))
    at += length
  }
  return pieces
}

/** Reads a text as it streams in, and gives each state that a reader would see. */
export function* streamed(text: string, seed: number): Generator<Reading> {
  let so = ''
  let reading = read('', undefined, true)
  for (const piece of cuts(text, seed)) {
    so += piece
    reading = read(so, reading, true)
    yield reading
  }
  yield read(so, reading, false)
}
