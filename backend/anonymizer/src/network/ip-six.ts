const window = /^(?:[0-9a-f:]{1,40}:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f:]{2,45})/
const tail = /^(?:%[\w.-]{1,16})?(?:\/(?:12[0-8]|1[01]\d|\d\d?))?/

/** An IPv6 address whose first colon stands here, unless it is the loopback or none at all. */
export function sixAt(lower: string, colon: number): { start: number; end: number } | undefined {
  const start = firstGroup(lower, colon)
  if (start === undefined) return
  const address = trimmed(window.exec(lower.slice(start, start + 64))?.[0] ?? '')
  const end = start + address.length
  if (/[\p{L}\p{N}_]/u.test(lower.charAt(end)) || !isSix(address)) return
  return { start, end: end + (tail.exec(lower.slice(end, end + 24))?.[0].length ?? 0) }
}

/** Up to four hexadecimal digits before the colon, with no word or colon before them. */
function firstGroup(lower: string, colon: number): number | undefined {
  let start = colon
  while (start > 0 && colon - start < 4 && /[0-9a-f]/.test(lower.charAt(start - 1))) start--
  const before = lower.charAt(start - 1)
  if (/[\p{L}\p{N}._-]/u.test(before)) return
  if (
    before === ':' &&
    !/(?:[g-z][a-z0-9-]{0,8}|[^a-z0-9:]):$/.test(lower.slice(Math.max(0, start - 11), start))
  )
    return
  if (start === colon && lower[colon + 1] !== ':') return
  return start
}

/** A sentence's colon or dot behind the address is not part of it. */
function trimmed(address: string): string {
  return address.endsWith('::') ? address : address.replace(/:$/, '')
}

function isSix(address: string): boolean {
  const [head = '', ...rest] = address.split('::')
  if (rest.length > 1 || address.length < 4) return false
  const groups = [...groupsOf(head), ...groupsOf(rest[0] ?? '')]
  const dotted = groups.at(-1)?.includes('.')
  if (!groups.every((group, at) => /^[0-9a-f]{1,4}$/.test(group) || (dotted && at === groups.length - 1)))
    return false
  const count = groups.length + (dotted ? 1 : 0)
  if (!rest.length) return count === 8
  return count < 8 && !/^(?:ffff:?){1,7}$/.test(head) && inUse(head, groups, Boolean(dotted))
}

function groupsOf(part: string): string[] {
  return part ? part.split(':') : []
}

/** The blocks that are given to machines: so `std::vector` or `ada::b2` are none. */
function inUse(head: string, groups: string[], dotted: boolean): boolean {
  if (!head) return groups[0] === 'ffff' && (dotted || groups.length > 2)
  return /^(?:[23][0-9a-f]{3}|f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]|64$)/.test(groups[0] ?? '')
}
