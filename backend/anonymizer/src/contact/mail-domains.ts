/** Endings of names on the Internet: a word after a spelled-out "dot" is believed only if it is one of these. */
const countries =
  'ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc ' +
  'cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga ' +
  'gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo ' +
  'jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ' +
  'ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ' +
  'ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to ' +
  'tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw'
const generic =
  'com net org info biz edu gov mil int name pro mobi aero coop museum jobs travel cat tel asia post app dev page ' +
  'xyz online site shop store blog cloud email tech digital agency studio design media news life live world group ' +
  'team club space website solutions services systems network consulting company gmbh ltd llc inc berlin hamburg ' +
  'koeln cologne bayern nrw saarland ruhr wien tirol swiss paris bzh alsace corsica madrid barcelona gal eus ' +
  'amsterdam frl vlaanderen brussels gent london scot wales cymru irish nyc boston miami vegas eco bio green art ' +
  'gallery photo photos pictures video music film radio tv fm health care clinic dental doctor legal law lawyer ' +
  'tax finance bank insurance capital immo immobilien haus house properties rentals hotel restaurant cafe bar pub ' +
  'pizza wine coffee food recipes bike auto car cars taxi tours events party fun games game school academy ' +
  'university education training coach foundation ngo ong one top vip work works zone link click help support ' +
  'chat social community family baby kids dog pet fashion style beauty salon fit fitness yoga run sport football ' +
  'tools software technology computer codes build construction engineering energy solar garden farm land estate ' +
  'expert guru center city town international global today press review rocks cool ninja example test invalid ' +
  'localhost local internal lan home corp intranet onion arpa'
const endings = new Set(`${countries} ${generic}`.split(' '))

/** Endings so common that a comma in front of them, or a missing dot, is a slip of the finger. */
export const commonEnding = /^(?:com|net|org|de|fr|es|it|nl|eu|at|ch|be|co|uk|ie|pt|pl|info)$/

const fileEnding =
  /^(?:png|jpe?g|gif|svg|webp|avif|ico|js|mjs|cjs|jsx|tsx?|css|scss|json|ya?ml|html?|php|pdf|docx?|xlsx?|csv|txt|md|zip|exe|dll|jar|java|class|min|prod|bak|log|sql|mp[34])$/

/** Houses where people have their mailboxes: `anna at gmail` needs no more to be an address. */
const providers =
  'gmail googlemail hotmail outlook yahoo ymail gmx icloud proton protonmail aol live msn t-online freenet posteo ' +
  'mailbox web arcor tutanota tuta fastmail zoho libero virgilio tiscali alice tim wanadoo orange laposte sfr free ' +
  'neuf bbox numericable ziggo kpnmail kpn planet xs4all hetnet home telenet skynet bluewin hispavista telefonica ' +
  'movistar mail comcast verizon btinternet sky virginmedia talktalk eircom rediffmail yandex'
const houses = new Set(providers.split(' '))
const doubtful = new Set([
  'web',
  'live',
  'tim',
  'orange',
  'free',
  'mail',
  'planet',
  'home',
  'sky',
  'alice',
  'mailbox',
])

/** Is this the last part of a domain? A name in Latin letters must be known; an international one is believed. */
export function knownEnding(label: string): boolean {
  return endings.has(label) || /^xn--[a-z0-9-]+$/.test(label) || /^[^\0-\u024f]{2,}$/.test(label)
}

/** Could it be one? Beside an `@` every word is believed that is not the ending of a file. */
export function possibleEnding(label: string): boolean {
  return knownEnding(label) || (/^[a-z\u00df-\u024f]{2,24}$/.test(label) && !fileEnding.test(label))
}

export function isProvider(label: string): boolean {
  return houses.has(label)
}

/** A provider whose name is no everyday word. */
export function isPlainProvider(label: string): boolean {
  return houses.has(label) && !doubtful.has(label)
}
