/** All that is kept of a browser: its family and major version, and the family of its system. */
export interface Device {
  browser: string | null
  system: string | null
}

// The first that fits: most browsers also name those that they descend from.
const browsers: [string, RegExp][] = [
  ['Edge', /\bEdg(?:A|iOS)?\/(\d{1,4})\b/],
  ['Opera', /\b(?:OPR|OPT|OPiOS)\/(\d{1,4})\b/],
  ['Samsung Internet', /\bSamsungBrowser\/(\d{1,4})\b/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/(\d{1,4})\b/],
  ['Chrome', /\b(?:Chrome|CriOS)\/(\d{1,4})\b/],
  ['Safari', /\bVersion\/(\d{1,4})\b.*\bSafari\//],
]
const systems: [string, RegExp][] = [
  ['iOS', /\b(?:iPhone|iPad|iPod)\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMacintosh\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Linux', /\bLinux\b/],
]
/** No browser says more about itself. */
const most = 512

/** What a User-Agent header says, coarsely (P1.9): a browser that is none of the known ones is nobody. */
export function deviceOf(userAgent: string | undefined): Device {
  const text = (userAgent ?? '').slice(0, most)
  const browser = browsers.find(([, form]) => form.test(text))
  const system = systems.find(([, form]) => form.test(text))
  return {
    browser: browser ? `${browser[0]} ${Number(browser[1].exec(text)?.[1])}` : null,
    system: system?.[0] ?? null,
  }
}
