// What user names look like.

/** Looks like a user name and not like a word: digits, dots, underscores, capitals inside. */
export function hasShape(text: string): boolean {
  if (!/\p{L}/u.test(text)) return false
  return /[\d_#]|\p{L}\.\p{L}|^live:|\p{Ll}\p{Lu}/u.test(text)
}

export function isStrong(text: string): boolean {
  return /_|#\d|\p{Ll}{2}\p{Lu}\p{Ll}{2}|\p{Ll}\.\p{Ll}{2}|\p{L}{3}\d{1,4}$|^live:/u.test(text)
}

/** Only names of users look like that, or the inside of programs, which is kept out: ghost_nova, anna#1234. */
export function isTag(text: string): boolean {
  if (!/\p{Ll}/u.test(text) || inCode.test(text.toLowerCase())) return false
  return /\p{L}{2,}_[\p{L}\d]{2,}|[\p{L}\d]{2,}_\p{L}{2,}|^\p{L}[\p{L}\d]{2,}#\d{3,5}$/u.test(text)
}

const inCode =
  /(?:^|_)(?:utm|api|src|app|web|sku|order|product|shop|cart|client|customer|session|cookie|consent|item|image|img|guide|chart|version|build|release|draft|final|copy|page|form|button|link|mail|email|phone|street|city|zip|first|last|full|birth|created|updated|deleted|start|end|first|node|modules|worker|threads|snake|camel|case|sales|channel|update|insert|select|id|ids|name|key|keys|token|date|time|type|file|files|path|url|data|value|list|count|size|code|number|address|field|fields|test|user|users|index|table|row|column|config|is|has|get|set|at|by|to|from|in|of|on|and|or|max|min|total|sum|new|old|all|no|id2|json|csv|pdf|html|en|de|fr|es|it|nl)(?:_|$)/
