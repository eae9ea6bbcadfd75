export const languages = ['en', 'de'] as const
export type Language = (typeof languages)[number]

/**
 * The language of the screens: `?lang=` in the address wins, then the first of the browser's languages that we
 * speak, then English. Nothing is stored (P7.1).
 */
export function pickLanguage(search: string, wanted: readonly string[]): Language {
  const asked = new URLSearchParams(search).get('lang')
  const spoken = [asked ?? '', ...wanted].map(tag => tag.toLowerCase().split('-')[0])
  return languages.find(language => language === spoken.find(isSpoken)) ?? 'en'
}

function isSpoken(tag: string | undefined) {
  return languages.some(language => language === tag)
}
