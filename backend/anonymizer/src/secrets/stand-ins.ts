const standIn =
  /^(?:null|none|nil|undefined|true|false|string|str|text|bool|optional|required|todo|tbd|n\/a|changeme_?|example|placeholder|redacted|hidden|secret|password|passwort|token)$|^[<{[]|^\$(?:[{(]|[a-z_]+$)|^%[\w]+%?$|^[x*•.#_-]+$|^x{3,}|your|ihr_|dein_|mein_|votre|tu_|\.\.\.|\*{3}|•{2}|process\.env|os\.environ|getenv|import\.meta|secrets\.|env\(|vault:|^\[?redacted|^(?:this|self|req|request|res|config|settings|props|options|data|user|form|event|args|params|body|ctx|context)[.[]/i
const algorithm = /^(?:hmac|rsa|sha|aes|ecdsa|hs|rs|es|ed)-?\d*(?:-\w{2,8}){0,3}$/i
const name =
  /^\w*(?:passwor[dt]|passwd|pwd|secret|token|(?<!mon|tur|don|hoc|joc|whis|mic)key|uri|url)\w{0,8}$/i
const code =
  /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*\(|^[a-z_]+(?:\.[a-z_]+)+$|^[a-z_]\w*\.[A-Z_]+$|^[a-z][a-z0-9]*(?:_[a-z0-9]*[a-z]\d?)+$|^[a-z]\w*\[|^&(?:[a-z_]+;?$|&)|^@|=>|&&|\|\|/i

const constant = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/

/** What stands in manuals and programs where a secret would stand: a name, a mask, a call. */
export function isStandIn(value: string): boolean {
  return (
    standIn.test(value) ||
    code.test(value) ||
    constant.test(value) ||
    algorithm.test(value) ||
    (name.test(value) && !/\d{2}/.test(value))
  )
}
