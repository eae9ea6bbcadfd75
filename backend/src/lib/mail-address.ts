// The form that browsers take in a field for an e-mail address (HTML, "valid e-mail address"). What else RFC 5322 would
// allow (quotes, comments, groups, names) is read differently by different programs, and so goes astray.
const form =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/

/** Whether a text is exactly one plain e-mail address that mail can be sent to. */
export const isMailAddress = (text: string): boolean => text.length <= 254 && form.test(text)
