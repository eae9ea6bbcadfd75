/** A file that was made, as it is told. */
export interface Line {
  name: string
  bytes: number
  sha256: string
}

export interface Made {
  version: string
  /** The server that is built in. */
  server: string
  zips: Line[]
}

/** In the versions that the house pins. */
interface Tools {
  node: string
  pnpm: string
}

/** The README of the source archive. Its commands are run as they stand here by the test of a release. */
export function instructions({ version, server, zips }: Made, { node, pnpm }: Tools): string {
  return `# Atavus ${version}, the source of the browser extension

The zips for Chrome, Edge and Firefox are built of this archive, byte for byte.

You need Linux or macOS with Node 20 or newer, npm, and the registry of npm. What builds (Node ${node}, Vite, crxjs)
comes with the first command, in the versions that pnpm-lock.yaml names, checked by their hashes; nothing is installed
outside of this folder but in the caches of npm and pnpm.

\`\`\`sh
npx --yes pnpm@${pnpm} install --frozen-lockfile --filter atavus --filter "@atavus/extension..."
ATAVUS_SERVER=${server} npx --yes pnpm@${pnpm} --filter @atavus/extension release
\`\`\`

\`ATAVUS_SERVER\` is the address that the first page of the panel offers. In \`extension/release\` there are then:

| file | bytes | SHA-256 |
| ---- | ----- | ------- |
${zips.map(({ name, bytes, sha256 }) => `| ${name} | ${bytes} | ${sha256} |`).join('\n')}

| folder | |
| ------ | - |
| \`extension/src\` | the extension, in TypeScript; \`extension/README.md\` says what lies where |
| \`extension/manifest.ts\` | what each browser is told |
| \`extension/pack\` | how the zips are packed |
| \`widget/src\` | the chat, which the extension shares with the widget on websites |
| \`backend/contract\` | what goes over the wire; only its types are used here |
| \`backend/anonymizer\` | finds what identifies people, in the browser, before a page is shared |

The code in the zips is minified, not obfuscated, and nothing of it is fetched later. The parts of others are Preact
and webextension-polyfill, as they stand on npm. Two files of data are made, not written: by
\`node backend/anonymizer/make/main.ts\` the filters of names in \`backend/anonymizer/src/lexicon/small.json\`, of
\`names.json\` beside it, and the numbering plans in \`backend/anonymizer/src/contact/plans-small.json\`, of
libphonenumber-js.
`
}
