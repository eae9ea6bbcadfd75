/** What the script tag of an assistant says about where we live. */
export interface Tag {
  /** The tag for tag managers that drop attributes: key and colour stand in the address. */
  inAddress: string
  /** The lines that a strict policy of the site needs. */
  policy: string
}

/** Reads the ready-made tag; where it cannot be read, `home` (the dashboard's own origin) stands in. */
export function readTag(tag: string, key: string, home: string): Tag {
  const source = /\ssrc="([^"]+)"/.exec(tag)?.[1] ?? `${home}/widget.js`
  const address = new URL(source, home)
  const { origin } = address
  address.searchParams.set('key', key)
  const accent = /\sdata-accent="([^"]+)"/.exec(tag)?.[1]
  if (accent) address.searchParams.set('accent', accent)
  return {
    inAddress: `<script async src="${address}"></script>`,
    policy: `script-src ${origin};\nconnect-src ${origin};`,
  }
}
