import ipaddr from 'ipaddr.js'

type Address = ReturnType<typeof ipaddr.parse>

const nearby = new Set(['loopback', 'private', 'uniqueLocal'])
const givenOut = ipaddr.IPv6.parse('2000::')

// Metadata services of clouds that their range alone would not shut out.
const metadata = new Set(['168.63.129.16', '100.100.100.200', 'fd00:ec2::254', 'fd20:ce::254'])

/** Whether an address (as text) is on the public Internet: no private, local, reserved or tunnelled one. */
export function isPublic(text: string): boolean {
  const address = parsed(text)
  if (!address || metadata.has(address.toString())) return false
  if (address.range() !== 'unicast') return false
  // What ipaddr.js does not know it calls unicast; in IPv6 only 2000::/3 is given out (RFC 4291, IANA).
  return address.kind() === 'ipv4' || address.match(givenOut, 3)
}

/** Whether an address (as text) is this machine's or its own network's. */
export function isNearby(text: string): boolean {
  const address = parsed(text)
  return address !== null && nearby.has(address.range()) && !metadata.has(address.toString())
}

/** Shared address space (RFC 6598), where private overlay networks live; nearby only by the operator's word. */
export function isShared(text: string): boolean {
  const address = parsed(text)
  return address?.range() === 'carrierGradeNat' && !metadata.has(address.toString())
}

/** An IPv4 address that hides in an IPv6 one (`::ffff:…`) is judged as what it is; no address gives null. */
function parsed(text: string): Address | null {
  // ipaddr.js takes the long-dead form `::1.2.3.4` for `::ffff:1.2.3.4`, which it is not.
  if (/^::\d+\./.test(text)) return null
  return ipaddr.isValid(text) ? ipaddr.process(text) : null
}
