import type { Page } from '../page/page.ts'
import { hostOf } from './host.ts'
import hosts from './hosts.json' with { type: 'json' }

/** Why a page is not shared before its user has said yes to just that. */
export type Guard = 'managed' | 'blocked' | 'private' | 'password' | 'frame' | 'bank' | 'health' | 'reserved'

export interface Around {
  /** Host names that the user, or whoever looks after the browser, wants left alone, as `hostOf` gives them. */
  blocked: string[]
  managed: string[]
  /** A private window. */
  private: boolean
}

/**
 * Everything that speaks against sharing a page, the weightiest first. `link`: where a link on it leads that is shared;
 * its words stand on the page, so both places are held against the lists.
 */
export function guardsOf({ url, password, frame, reserved }: Page, around: Around, link = url): Guard[] {
  const places = [url, link].map(one => (URL.canParse(one) && hostOf(new URL(one).hostname)) || '')
  const holds: Record<Guard, boolean> = {
    managed: places.some(host => covers(around.managed, host)),
    blocked: places.some(host => covers(around.blocked, host)),
    private: around.private,
    password,
    frame,
    bank: places.some(host => isOf(hosts.bank, host)),
    health: places.some(host => isOf(hosts.health, host)),
    reserved,
  }
  return (Object.keys(holds) as Guard[]).filter(guard => holds[guard])
}

/** Whether a host is one of these or lies beneath one; `*` is every host. */
function covers(names: string[], host: string): boolean {
  return names.some(name => name === '*' || host === name || host.endsWith(`.${name}`))
}

interface Kind {
  /** Whole words of a host name; what a word of it holds or ends with; words that are none after all; hosts by name. */
  words: string[]
  within: string[]
  ends: string[]
  others: string[]
  hosts: string[]
}

/** Rather once too often than not: what it does is ask. */
function isOf({ words, within, ends, others, hosts }: Kind, host: string): boolean {
  const parts = host.split(/[.-]/).filter(part => !others.includes(part))
  return (
    covers(hosts, host) ||
    parts.some(
      part =>
        words.includes(part) ||
        within.some(piece => part.includes(piece)) ||
        ends.some(end => part.endsWith(end)),
    )
  )
}
