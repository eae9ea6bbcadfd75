const name = String.raw`[\w.%À-ÿ-]{2,}`
const notPeople =
  'about|help|privacy|terms|policies|policy|legal|login|signup|sign-?up|join|home|explore|search|hashtag|intent|i|share|sharer|' +
  'sharer\\.php|dialog|plugins|events?|groups?|watch|marketplace|gaming|business|ads|pages?|p|reel|reels|stories|tv|tags?|topics?|' +
  'features|pricing|enterprise|sponsors|orgs|apps|settings|notifications|collections|trending|security|contact|developers?|docs|' +
  'blog|careers|jobs|company|feed|learning|pulse|school|download|discover|music|foryou|live|status|customer-stories|solutions|readme|new|products?'

/** For each host the paths that name a person, their group, payment, meeting or document. */
const people: [RegExp, RegExp][] = [
  [/(?:^|\.)linkedin\.com$/, /^\/(?:in|pub)\/./],
  [
    /(?:^|\.)(?:facebook|fb)\.com$|^fb\.me$/,
    new RegExp(`^/(?!(?:${notPeople})(?:/|$))(?:profile\\.php|people/|${name})`, 'i'),
  ],
  [
    /(?:^|\.)(?:instagram\.com|twitter\.com|x\.com|pinterest\.[a-z.]+|threads\.net|snapchat\.com|twitch\.tv|soundcloud\.com|vk\.com|patreon\.com|ko-fi\.com|behance\.net|dribbble\.com|onlyfans\.com|vimeo\.com)$/,
    new RegExp(`^/@?(?!(?:${notPeople})(?:/|$))${name}(?:/|$)`, 'i'),
  ],
  [/(?:^|\.)(?:tiktok\.com|youtube\.com|medium\.com)$/, /^\/(?:@|user\/|c\/|channel\/).|^\/@/],
  [/^(?:gist\.)?github\.com$|^gitlab\.com$/, new RegExp(`^/(?!(?:${notPeople})(?:/|$))${name}/?$`, 'i')],
  [/^gist\.github\.com$/, /^\/./],
  [/(?:^|\.)reddit\.com$/, /^\/(?:u|user)\/./],
  [/(?:^|\.)xing\.com$/, /^\/(?:profile|people)\/./],
  [/^open\.spotify\.com$/, /^\/user\/./],
  [/(?:^|\.)steamcommunity\.com$/, /^\/(?:id|profiles)\/./],
  [/(?:^|\.)strava\.com$/, /^\/(?:athletes|activities)\/./],
  [
    /^(?:calendly|cal|linktr|buymeacoffee|doodle)\.(?:com|ee)$/,
    new RegExp(`^/(?!(?:${notPeople})(?:/|$))${name}`, 'i'),
  ],
  [/^(?:paypal|revolut|bunq|tikkie|monzo)\.me$|^cash\.app$|^venmo\.com$|^settleup\.|^tikkie\./, /^\/[$]?\w/],
  [/(?:^|\.)paypal\.com$/, /^\/(?:paypalme|invoice|donate)\/./],
  [/^wa\.me$|^(?:api|chat)\.whatsapp\.com$|^signal\.(?:me|group)$|^discord\.gg$/, /^\/.*[\w+]/],
  [/^(?:t|telegram)\.me$/, new RegExp(`^/(?!(?:${notPeople})(?:/|$))[\\w+]{3,}`, 'i')],
  [/^discord\.com$/, /^\/(?:users|invite|channels|api\/webhooks)\/./],
  [/^(?:docs|drive|sheets|slides|forms)\.google\.com$/, /\/(?:d|folders|open|e)\/?./],
  [/^(?:photos|maps)\.app\.goo\.gl$|^goo\.gl$/, /^\/\w/],
  [/(?:^|\.)dropbox\.com$/, /^\/(?:s|sh|scl|l|t|request)\/./],
  [/^1drv\.ms$|\.sharepoint\.com$|^we\.tl$|^share\.icloud\.com$/, /^\/./],
  [
    /^onedrive\.live\.com$|(?:^|\.)wetransfer\.com$|(?:^|\.)icloud\.com$/,
    /^\/(?:downloads|.*#|redir|photos|iclouddrive|sharedalbum|view|edit|embed|\?)/,
  ],
  [/(?:^|\.)zoom\.us$/, /^\/(?:j|my|s|w|rec)\/./],
  [/^meet\.google\.com$/, /^\/[a-z]{3}-[a-z]{4}-[a-z]{3}|^\/lookup\//],
  [/^teams\.(?:microsoft|live)\.com$/, /^\/(?:l\/meetup-join|meet)\/./],
  [/(?:^|\.)(?:webex\.com|whereby\.com|meet\.jit\.si|gotomeet\.me|join\.skype\.com)$/, /^\/\w{4,}/],
  [/(?:^|\.)(?:notion\.so|notion\.site)$/, /[0-9a-f]{32}/],
  [/(?:^|\.)figma\.com$/, /^\/(?:file|design|board|proto)\/./],
  [/^trello\.com$/, /^\/(?:b|c|u)\/./],
  [/^(?:what3words\.com|w3w\.co)$/, /^\/\p{L}+\.\p{L}+\.\p{L}+/u],
  [/^hooks\.slack\.com$/, /^\/./],
]

/** Is this a page of, or shared by, one person? */
export function peoplesPage(host: string, path: string, after: string): boolean {
  if (/^\/@[\w.-]{2,}/.test(path)) return true
  if (/^(?:maps\.)?google\.[a-z.]+$|(?:^|\.)(?:openstreetmap\.org|maps\.apple\.com|bing\.com)$/.test(host))
    return mapped(path + after)
  if (/^onedrive\.live\.com$/.test(host) && /[?&](?:id|resid|cid|authkey)=/i.test(after)) return true
  if (/(?:^|\.)facebook\.com$/.test(host) && /[?&]id=\d/.test(after)) return true
  if (host === 'drive.google.com' && /[?&]id=\w/.test(after)) return true
  return people.some(([house, page]) => house.test(host) && page.test(path))
}

/** A map at a place, or with a way that somebody goes. */
function mapped(rest: string): boolean {
  if (/^\/maps\/(?:place|dir)\/.|^\/maps\/@-?\d/.test(rest)) return true
  return /(?:[?&](?:q|ll|daddr|saddr|query|destination|origin|cp|mlat|center)=|#map=\d+\/)-?\d{1,3}\.\d{3}/.test(
    rest,
  )
}
