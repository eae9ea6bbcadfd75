import { existsSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

// One PostgreSQL for all tests, started before them; each worker gets a database of its own from it.
const cluster = 'backend/src/testing/cluster.ts'

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: [
      'backend/**/*.test.{ts,tsx}',
      'widget/**/*.test.{ts,tsx}',
      'extension/{,src/**/,icons/}*.test.{ts,tsx}',
      'scripts/**/*.test.{ts,mjs}',
      'demo-site/*.test.ts',
    ],
    exclude: ['**/node_modules/**', '**/dist/**'],
    environment: 'node',
    // Processes of their own: worker threads, signals and bcrypt behave as in the platform.
    pool: 'forks',
    maxWorkers: 2,
    globalSetup: existsSync(cluster) ? [cluster] : [],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    // What is waited for comes by itself, on a busy machine a little later.
    expect: { poll: { timeout: 10_000 } },
  },
})
