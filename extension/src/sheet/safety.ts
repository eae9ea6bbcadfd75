import { useEffect, useState } from 'preact/hooks'
import browser from 'webextension-polyfill'
import type { Attached } from '../panel/attached.ts'
import type { Ground } from '../panel/ground.ts'
import { type Guard, guardsOf } from '../share/guards.ts'

/** What speaks against sharing each page, and whether sharing text of pages was agreed to at all. Null: not known yet. */
export function useSafety(
  { house }: Ground,
  attached: Attached[],
): { guards: Guard[][] | null; agreed: boolean } {
  const [safety, setSafety] = useState<{ guards: Guard[][] | null; agreed: boolean }>({
    guards: null,
    agreed: true,
  })
  useEffect(() => {
    Promise.all([house.choices.blocked(), house.choices.agreedToPages()]).then(([hosts, agreed]) =>
      setSafety({
        guards: attached.map(({ matter, ...one }) =>
          guardsOf(
            matter.page,
            { ...hosts, private: one.private },
            matter.kind === 'link' ? matter.url : undefined,
          ),
        ),
        agreed: FIREFOX || agreed,
      }),
    )
  }, [])
  return safety
}

type DataPermissions = Parameters<typeof browser.permissions.request>[0] & { data_collection: string[] }
const pages: DataPermissions = { data_collection: ['websiteContent'] }

/**
 * Firefox asks its user itself, once, whether text of pages may be sent; elsewhere the box on the sheet has asked. To be
 * called in the turn of the press.
 */
export async function mayShareOf({ house }: Ground): Promise<boolean> {
  if (FIREFOX && !(await browser.permissions.request(pages))) return false
  await house.choices.agreeToPages()
  return true
}
