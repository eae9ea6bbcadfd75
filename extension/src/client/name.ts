const systems: [RegExp, string][] = [
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/CrOS/, 'ChromeOS'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/Linux|X11/, 'Linux'],
]
const browsers: [RegExp, string][] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
]

/** What this browser is called among its owner's devices, e.g. `Firefox on Linux`; no version, no more than that. */
export function deviceName(userAgent: string): string {
  const of = (known: [RegExp, string][]) => known.find(([sign]) => sign.test(userAgent))?.[1]
  const [browser = 'Browser', system] = [of(browsers), of(systems)]
  return system ? `${browser} on ${system}` : browser
}
