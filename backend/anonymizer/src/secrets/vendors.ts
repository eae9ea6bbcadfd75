/** Keys whose form names who gave them out. Each begins at the edge of a word, so that a long word is read once. */
const forms: Record<string, string> = {
  anthropic: 'sk-ant-[\\w-]{16,400}',
  openai: 'sk-(?:proj-|svcacct-|admin-|or-v1-)?[\\w-]{20,400}',
  atavus: 'atv_[sr]k_\\w{8,200}',
  github: 'gh[pousr]_\\w{20,255}|github_pat_\\w{20,255}',
  gitlab: 'gl(?:pat|dt|rt|cbt|ptt|ft|soat|agent|imt)-[\\w-]{20,300}',
  slack:
    'xox[abeoprs]-[\\w-]{10,400}|xapp-[\\w-]{10,400}|https://hooks\\.slack\\.com/(?:services|workflows)/[\\w/]{20,200}',
  stripe: '[srp]k_(?:live|test)_\\w{10,250}|whsec_[\\w+/=]{16,200}',
  aws: '(?:AKIA|ASIA|ABIA|ACCA|AGPA|AIDA|AROA|AIPA|ANPA|ANVA)[A-Z0-9]{16}',
  google: 'AIza[\\w-]{30,40}|ya29\\.[\\w-]{20,400}|GOCSPX-[\\w-]{20,40}|1//0[\\w-]{30,200}',
  twilio: '(?:AC|SK)[0-9a-f]{32}',
  sendgrid: 'SG\\.[\\w-]{16,64}\\.[\\w-]{16,80}',
  mailgun: '(?:pub)?key-[0-9a-f]{32}',
  mailchimp: '[0-9a-f]{32}-us\\d{1,2}',
  npm: 'npm_\\w{30,60}',
  pypi: 'pypi-[\\w-]{30,300}',
  digitalocean: 'do[opr]_v1_[0-9a-f]{40,80}',
  huggingface: 'hf_\\w{20,80}|api_org_\\w{20,80}',
  telegram: '\\d{8,10}:[\\w-]{35}',
  discord: '[MNO][\\w-]{22,28}\\.[\\w-]{6}\\.[\\w-]{25,45}',
  shopify: 'shp(?:at|ss|ca|pa)_[0-9a-f]{32}',
  square: 'sq0[a-z]{3}-[\\w-]{20,60}|EAAA[\\w-]{50,80}',
  facebook: 'EAAC[\\w]{30,300}',
  atlassian: 'ATATT3[\\w=-]{30,300}|ATCTT3[\\w=-]{30,300}',
  databricks: 'dapi[0-9a-f]{32}(?:-\\d)?',
  grafana: 'gl(?:sa|c)_[\\w=+/-]{20,200}',
  sentry: 'sntry[su]_[\\w=+/-]{20,300}',
  linear: 'lin_(?:api|oauth)_\\w{20,80}',
  figma: 'figd_[\\w-]{20,80}',
  postman: 'PMAK-[\\w-]{20,100}',
  newrelic: 'NR(?:AK|JS|AA)-\\w{16,60}',
  vault: 'hv[sbr]\\.[\\w-]{20,300}|s\\.[A-Za-z0-9]{24}(?=$)',
  pulumi: 'pul-[0-9a-f]{40}',
  replicate: 'r8_\\w{30,50}',
  groq: 'gsk_\\w{30,80}',
  xai: 'xai-\\w{30,120}',
  perplexity: 'pplx-\\w{30,80}',
  nvidia: 'nvapi-[\\w-]{30,100}',
  tavily: 'tvly-[\\w-]{20,60}',
  supabase: 'sbp_[0-9a-f]{40}|sb_secret_[\\w-]{20,60}',
  age: 'AGE-SECRET-KEY-1[A-Z0-9]{50,60}',
  docker: 'dckr_(?:pat|oat)_[\\w-]{20,60}',
  sonar: 'sq[pua]_[0-9a-f]{40}',
  notion: 'ntn_\\w{30,60}|secret_[A-Za-z0-9]{40,50}',
  airtable: 'pat[A-Za-z0-9]{14}\\.[0-9a-f]{64}',
  fly: 'fm[12]_[\\w+/=]{30,400}',
  doppler: 'dp\\.(?:pt|st|ct|sa|scim|audit)\\.[\\w.]{30,80}',
  terraform: '[A-Za-z0-9]{14}\\.atlasv1\\.[\\w-]{50,80}',
  paypal: 'access_token\\$(?:production|sandbox)\\$[\\w$]{20,100}',
  mapbox: '[ps]k\\.eyJ[\\w-]{20,200}\\.[\\w-]{16,60}',
  rubygems: 'rubygems_[0-9a-f]{40,60}',
  heroku: 'HRKU-[\\w-]{30,80}',
  brevo: 'xkeysib-[0-9a-f]{64}-\\w{10,24}',
  ssh: 'AAAA(?:B3Nza|C3Nza|E2Vj)[\\w+/=]{40,800}',
}

export const vendorForm = new RegExp(
  `(?<![\\w-])(?:${Object.entries(forms)
    .map(([vendor, form]) => `(?<${vendor}>${form})`)
    .join('|')})`,
  'g',
)

const dummy = /x{6,}|X{6,}|\.{3}|\*{3}|your[_-]|YOUR[_-]|<|0{12,}/
const ambiguous =
  /^(?:openai|mailgun|npm|notion|vault|huggingface|google|twilio|docker|xai|discord|telegram|terraform|square|facebook)$/

/** Is it a key, and not a class name with the same beginning or a stand-in from a manual? */
export function isKey(key: string, vendor: string): boolean {
  if (dummy.test(key)) return false
  if (!ambiguous.test(vendor)) return true
  return /\d/.test(key) && (/[A-Z]/.test(key) || /[a-z0-9]{24}/.test(key))
}
