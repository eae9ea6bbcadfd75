/** How a server of the owner's asks with a key, in a shell: the key stays in the environment, out of the history. */
export function curlFor(home: string): string {
  return `export ATAVUS_KEY="atv_sk_…"\ncurl ${home}/v1/assistants \\\n  -H "Authorization: Bearer $ATAVUS_KEY"`
}
