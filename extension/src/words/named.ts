/** The names of words in their order; those that stand together under a name come with it. */
export type Names = (string | [name: string, names: Names])[]

/** Gives words their names: a release keeps these once for all languages (`pack/words.ts`). */
export function named(names: Names, words: readonly unknown[]): object {
  return Object.fromEntries(
    names.map((name, at) => {
      const said = words[at]
      if (typeof name === 'string') return [name, said]
      return [name[0], named(name[1], Array.isArray(said) ? said : [])]
    }),
  )
}
