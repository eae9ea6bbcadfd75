import { fileURLToPath } from 'node:url'
import { words as chat } from '@atavus/widget/chat/words/en.ts'
import { type ESTree, type Plugin, parseAst } from 'vite'
import { words as panel } from '../src/words/en.ts'
import type { Names } from '../src/words/named.ts'

/** The words of a language: the panel's, or the chat's in it. */
const file = /\/(extension\/src|widget\/src\/chat)\/words\/[a-z]{2}\.ts$/
const helper = fileURLToPath(new URL('../src/words/named.ts', import.meta.url))
/** A module of the names; what is written into it is named as it is. */
const kept = 'atavus/names'
const names: Record<string, { of: string; names: Names }> = {
  'extension/src': { of: 'panel', names: namesIn(panel) },
  'widget/src/chat': { of: 'chat', names: namesIn(chat) },
}

/** Every language says the same by the same names: so they are kept once, and of each language its words in a row. */
export function wordsInRows(): Plugin {
  return {
    name: 'words-in-rows',
    enforce: 'post',
    resolveId: id => (id === kept ? id : null),
    load(id) {
      if (id !== kept) return null
      const lines = Object.values(names).map(
        ({ of, names }) => `export const ${of} = ${JSON.stringify(names)}`,
      )
      return lines.join('\n')
    },
    transform(code, id) {
      const known = names[file.exec(id)?.[1] ?? '']
      if (!known) return null
      const words = wordsOf(parseAst(code))
      if (!words) throw new Error(`${id} holds no words`)
      const head = `import { ${known.of} as names } from '${kept}'\nimport { named } from ${JSON.stringify(helper)}\n`
      const row = `named(names, ${rowOf(known.names, words, code)})`
      return { code: head + code.slice(0, words.start) + row + code.slice(words.end), map: null }
    },
  }
}

function namesIn(words: object): Names {
  return Object.entries(words).map(([name, said]) => (isGroup(said) ? [name, namesIn(said)] : name))
}

function isGroup(said: unknown): said is object {
  return typeof said === 'object' && said !== null && !Array.isArray(said)
}

/** What stands behind `words =`. */
function wordsOf(program: ESTree.Program): ESTree.ObjectExpression | undefined {
  for (const statement of program.body) {
    const said = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
    if (said?.type !== 'VariableDeclaration') continue
    for (const { id, init } of said.declarations)
      if (id.type === 'Identifier' && id.name === 'words' && init?.type === 'ObjectExpression') return init
  }
  return undefined
}

/** The words in the order of their names, each as it is written. */
function rowOf(names: Names, { properties }: ESTree.ObjectExpression, code: string): string {
  const said = new Map(
    properties.flatMap(one =>
      one.type === 'Property' && one.key.type === 'Identifier' ? [[one.key.name, one.value] as const] : [],
    ),
  )
  if (said.size !== names.length) throw new Error('A language has other words than English')
  const row = names.map(name => {
    const value = said.get(typeof name === 'string' ? name : name[0])
    if (!value) throw new Error(`A language lacks the word ${name}`)
    if (typeof name === 'string') return code.slice(value.start, value.end)
    if (value.type !== 'ObjectExpression') throw new Error(`${name[0]} is no group of words`)
    return rowOf(name[1], value, code)
  })
  return `[${row.join(', ')}]`
}
