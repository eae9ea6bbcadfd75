// What vite and crx make of imports such as `x.css?inline` and `x.ts?script&iife`.
/// <reference types="vite/client" />
/// <reference types="@crxjs/vite-plugin/client" />

/** What the build sets. */
declare const FIREFOX: boolean
declare const SERVER: string

/** What webextension-polyfill has no types for. */
declare const chrome: {
  sidePanel: { open(options: { windowId: number }): Promise<void> }
  storage: { local: { setAccessLevel(options: { accessLevel: 'TRUSTED_CONTEXTS' }): Promise<void> } }
}
