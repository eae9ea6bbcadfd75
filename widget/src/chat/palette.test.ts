import { expect, test } from 'vitest'
import { contrast, paletteOf, parse } from './palette.ts'

const ratio = (one: string, other: string) => contrast(parse(one)!, parse(other)!)

test('with any accent the text on it and the accent as text can be read', () => {
  for (let step = 0; step < 4096; step += 7) {
    const accent = `#${step.toString(16).padStart(3, '0')}`
    const { accent: ground, onAccent, onLight, onDark } = paletteOf(accent)
    expect(ratio(ground, onAccent)).toBeGreaterThanOrEqual(4.5)
    for (const light of ['#ffffff', '#f5f5f3']) expect(ratio(onLight, light)).toBeGreaterThanOrEqual(4.5)
    for (const dark of ['#17181b', '#202226']) expect(ratio(onDark, dark)).toBeGreaterThanOrEqual(4.5)
  }
})

test.each(['', 'red', '#12', '#gggggg', 'url(x)', '#fff}:host{display:none'])(
  '%j stands for our own',
  accent => {
    expect(paletteOf(accent)).toEqual(paletteOf(''))
  },
)
