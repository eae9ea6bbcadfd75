import { useEffect, useState } from 'preact/hooks'
import { isOpened, openSite } from '../page/open-sites.ts'
import type { Words } from '../words/shape.ts'

/** Offers to open a page's site for good: its next page needs no press on the icon. */
export function Always({ words: { sheet }, url }: { words: Words; url: string }) {
  const [offered, setOffered] = useState(false)
  useEffect(() => void isOpened(url).then(open => setOffered(!open)), [url])
  if (!offered) return null
  return (
    <button type="button" class="small" onClick={() => openSite(url).then(given => setOffered(!given))}>
      {sheet.always(new URL(url).hostname)}
    </button>
  )
}
