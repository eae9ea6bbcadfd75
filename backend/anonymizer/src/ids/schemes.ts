import { austrian } from './at.ts'
import { belgian } from './be.ts'
import { canadian } from './ca.ts'
import { swiss } from './ch.ts'
import { german, germanCodes } from './de.ts'
import { danish } from './dk.ts'
import { englishSpeaking, englishSpeakingCodes } from './english-speaking.ts'
import { spanish, spanishCodes } from './es.ts'
import { finnishCodes } from './fi.ts'
import { french, frenchCodes } from './fr.ts'
import { british, britishCodes } from './gb.ts'
import { irishCodes } from './ie.ts'
import { italianCodes } from './it.ts'
import { latinAmerican, latinAmericanCodes } from './latin-america.ts'
import { luxembourgish } from './lu.ts'
import { dutch } from './nl.ts'
import { norwegian } from './no.ts'
import { polish } from './pl.ts'
import { portuguese, portugueseCodes } from './pt.ts'
import type { CodeScheme, NumberScheme } from './scheme.ts'
import { swedish } from './se.ts'
import { american, americanCodes } from './us.ts'

export const numberSchemes: readonly NumberScheme[] = [
  ...american,
  ...austrian,
  ...belgian,
  ...british,
  ...canadian,
  ...danish,
  ...dutch,
  ...englishSpeaking,
  ...french,
  ...german,
  ...latinAmerican,
  ...luxembourgish,
  ...norwegian,
  ...polish,
  ...portuguese,
  ...spanish,
  ...swedish,
  ...swiss,
]

export const codeSchemes: readonly CodeScheme[] = [
  ...americanCodes,
  ...britishCodes,
  ...englishSpeakingCodes,
  ...finnishCodes,
  ...frenchCodes,
  ...germanCodes,
  ...irishCodes,
  ...italianCodes,
  ...latinAmericanCodes,
  ...portugueseCodes,
  ...spanishCodes,
]
