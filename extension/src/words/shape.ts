import type { Prompt, Variables } from '../prompts/prompts.ts'
import type { Guard } from '../share/guards.ts'

/** What the browser itself shows of us, by the names that the manifest and the menus use. */
export interface StoreWords {
  name: string
  description: string
  open: string
  selection: string
  summarize: string
  stop: string
  menu_page: string
  menu_selection: string
  menu_explain: string
  menu_link: string
}

/** Everything the panel says beyond the chat's own words, in one language. */
export interface Words {
  language: string
  direction: 'ltr' | 'rtl'
  store: StoreWords
  back: string
  cancel: string
  failed: string
  first: {
    title: string
    lead: string
    /** What is collected, a line each: what, and when and why. */
    collected: [what: string, why: string][]
    never: string
    agree: string
    go: string
  }
  server: {
    label: string
    hint: string
    fixed: string
    wrong: string
  }
  signIn: {
    title: string
    lead: string
    go: string
    code: string
    compare: string
    page: string
    waiting: string
    refused: string
    over: string
    out: string
  }
  room: {
    assistant: string
    none: string
    noneHint: string
    history: string
    settings: string
    opening: string
    offline: string
  }
  acts: { summarize: string; explain: string }
  prompts: {
    /** Those that everybody has. */
    given: Prompt[]
    variables: Variables
    offered: string
    title: string
    hint: string
    name: string
    text: string
    add: string
    change: string
    remove: string
  }
  insert: { label: string; done: string; neutral: string; noField: string }
  attach: {
    page: string
    selection: string
    noSelection: string
    attached(title: string): string
    selected(characters: string): string
    add(title: string): string
    remove: string
    reading: string
    noGrant: string
    pdf: string
    forbidden: string
    empty: string
  }
  sheet: {
    title: string
    lead(assistant: string, server: string): string
    /** Who else reads what is sent. */
    alone: string
    shared: string
    question: string
    from: string
    /** Of several pages each site is agreed to by itself. */
    origin(origin: string): string
    /** Of an address the origin alone goes. */
    bare: string
    whole: string
    best: string
    cut: string
    count(passages: number, of: number, characters: string): string
    masks: string
    masksHint: string
    noMasks: string
    names: string
    also: string
    add: string
    /** Said of a value that is replaced or open. */
    hidden: string
    shown: string
    passage(number: number): string
    guards: Record<Guard, string>
    confirm: string
    block(host: string): string
    always(host: string): string
    agree(server: string): string
    send: string
    nothing: string
    /** The browser itself was told no. */
    refused: string
    masking: string
  }
  shown: { failed: string }
  history: {
    /** What went along with a question; `sites` are hosts, already put together. */
    along(passages: number, sites: string): string
    search: string
    none: string
    noneFound: string
    more: string
    open: string
    markdown: string
    json: string
    remove: string
    removeAsk: string
    removeAll: string
    /** How many conversations a legal hold keeps. */
    held(count: number): string
    removeAllAsk: string
    share: string
    unshare: string
    shared: string
    readers(names: string, servers: number): string
    untilRemoved: string
    roles: Record<string, string>
    until(date: string): string
  }
  settings: {
    accounts: string
    signedIn(server: string): string
    use: string
    add: string
    out: string
    outAsk: string
    term: string
    termHint: string
    days(days: number): string
    forever: string
    sites: string
    sitesHint: string
    noSites: string
    site(times: number, characters: string, date: string): string
    removeSite: string
    opened: string
    openedHint: string
    blocked: string
    blockedHint: string
    blockedByOthers: string
    host: string
    block: string
    unblock: string
    consent: string
    withdraw: string
    withdrawAsk: string
    withdrawAlso: string
    keys: string
    changeKeys: string
    /** Where the browser has given an act no key. */
    noKey: string
  }
}
