import { setOf } from '../listed.ts'
import words from './words.json' with { type: 'json' }

/** Words that mean a user name by themselves. */
export const names = setOf(words.names)
export const pairs = setOf(words.pairs)
/** Words that mean a user name only before what looks like one. */
export const logins = setOf(words.logins)
/** Words that may mean a user name only where it cannot be anything else. */
export const shy = setOf(words.shy)
export const platforms = setOf(words.platforms)
export const fill = setOf(words.fill)
/** Fillers that say: what follows is the name. */
export const says = setOf(words.says)
export const notNames = setOf(words.notNames)
export const notAt = setOf(words.notAt)
export const owners = setOf(words.owners)
/** Words before which a name has ended. */
export const afterNames = setOf(words.afterNames)
export const passwords = setOf(words.passwords)
/** Words after which only what can be nothing else is taken for a name. */
export const hints = setOf(words.hints)
/** "I am called … on …" */
export const naming = setOf(words.naming)
/** What somebody does under a name: logged in as, find me as. */
export const doors = setOf(words.doors)
export const of = setOf(words.of)
