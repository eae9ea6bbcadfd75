// What the scripted model says: some sixty pieces of the length of tokens, the same ones in every answer.
const said = `Yes , you can return any thing with in thirty days [1] . Pack it well , put the note in side , and bring it to a
shop or send it back to us . We refund the price and the ship ping of the first par cel as soon as it is here , us ual ly
with in five work ing days [2] .`

export const words = said.split(/\s+/).map(word => (/^\w/.test(word) ? ` ${word}` : word))

/** The n-th token of an answer. */
export const token = (n: number): string => words[n % words.length] ?? ''

/** A whole answer of so many tokens. */
export const answerOf = (tokens: number): string =>
  Array.from({ length: tokens }, (_, n) => token(n)).join('')

/** What visitors ask: of different length, in two languages, some of it answered by the demo shop's pages. */
export const questions = [
  'How long do I have to return something?',
  'Do you ship to Norway, and what does it cost?',
  'Wie pflege ich eine Bratpfanne aus Kohlenstoffstahl?',
  'Can I pick up my order in a store?',
  'What sizes does the linen apron come in?',
  'Wann bekomme ich mein Geld zurück, wenn ich etwas zurückschicke?',
  'Is the enamel pot safe for induction stoves and for the dishwasher?',
  'Which payment methods do you take?',
  'Where are your stores and when do they open on Saturdays?',
  'Gibt es einen Gutschein, den ich verschenken kann?',
  'My parcel arrived damaged. What should I do now, and who pays for sending it back?',
  'Hello, who are you?',
]
