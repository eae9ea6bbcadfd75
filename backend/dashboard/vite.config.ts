import { defineConfig } from 'vite'
import { compressed } from './compress.ts'

// The backend's policy allows scripts and styles from files of ours alone: nothing is inlined or preloaded by script.
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [compressed()],
  build: {
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    reportCompressedSize: false,
  },
})
