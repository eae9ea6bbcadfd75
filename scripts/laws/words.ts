// Words that have no place: a console in the backend (a log line may carry what a person wrote), and in what a
// browser runs every way from a string to markup or code.
import { scan } from './scan.ts'
import { found, isCode, isTest, type Law } from './tree.ts'

const markup =
  /\b(?:innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|setHTMLUnsafe|createContextualFragment|srcdoc)\b|\bdocument\s*\.\s*write(?:ln)?\b|(?<![\w$.])eval\s*\(|\bnew\s+Function\b/g

export const noConsole: Law = tree =>
  tree
    .filter(({ path }) => path.startsWith('backend/src/') && isCode(path) && !isTest(path))
    .flatMap(source =>
      found(
        source,
        scan(source.text).code,
        /(?<![\w$.])console\s*\./g,
        'use the log: it knows what may be said',
      ),
    )

export const noMarkupFromStrings: Law = tree =>
  tree
    .filter(
      ({ path }) => /^(?:widget|extension|backend\/dashboard)\//.test(path) && isCode(path) && !isTest(path),
    )
    .flatMap(source =>
      found(source, scan(source.text).code, markup, 'no markup or code from strings: draw with elements'),
    )
