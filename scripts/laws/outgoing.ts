// What leaves our server for a model has been made by the anonymizer: one file lets it out, no cast elsewhere does.
import { scan } from './scan.ts'
import { found, isCode, isTest, type Law } from './tree.ts'

const door = 'backend/src/remote/outgoing.ts'

export const onlyMaskedLeaves: Law = tree =>
  tree
    .filter(({ path }) => path.startsWith('backend/') && path !== door && isCode(path) && !isTest(path))
    .flatMap(source =>
      found(
        source,
        scan(source.text).code,
        /(?:\bas\s+|(?<![\w>])<)Outgoing\b|\bOutgoing\s+as\b/g,
        'only the anonymizer lets words out',
      ),
    )
