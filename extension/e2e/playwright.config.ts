import { defineConfig } from '@playwright/test'

// Browsers of their own, driven by what they offer to tools: one file after the other, since a panel needs the focus.
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.test.ts',
  outputDir: '../test-results',
  forbidOnly: true,
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
})
