import { minify } from 'terser'
import type { Plugin } from 'vite'

/** Minifies once more what Vite has minified: another program finds another hundredth, which is names that are known. */
export function minifiedAgain(): Plugin {
  return {
    name: 'minified-again',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      async handler(_, bundle) {
        for (const chunk of Object.values(bundle)) {
          if (chunk.type !== 'chunk') continue
          const { code } = await minify(chunk.code, { module: true, compress: { passes: 3 } })
          chunk.code = code ?? chunk.code
        }
      },
    },
  }
}
