import { chance, digits, pick, type Random, weighed } from '../random.ts'
import { grouped } from './ids.ts'
import type { Region, Setting } from './setting.ts'

/** How a country's numbers are dialled: area (or mobile prefix) without trunk sign, how many digits follow, first ones. */
interface Plan {
  code: string
  trunk: string
  areas: readonly (readonly [area: string, length: number, firsts?: string])[]
  /** How the country writes them: of trunk and area, and the rest, makes one number. */
  styles: readonly ((area: string, rest: string) => string)[]
}

const pairs = (rest: string) => grouped(rest, rest.length % 2 ? [3, 2, 2, 2] : [2, 2, 2, 2], ' ')

const inHalves = (rest: string, between: string) =>
  grouped(rest, rest.length === 8 ? [4, 4] : [3, 4], between)

const german: Plan['styles'] = [
  (area, rest) => `${area} ${rest}`,
  (area, rest) => `${area}/${rest}`,
  (area, rest) => `${area}-${rest}`,
  (area, rest) => area + rest,
  (area, rest) => `${area} ${grouped(rest, [3, 2, 2, 2], ' ')}`,
  (area, rest) => `(${area}) ${inHalves(rest, ' ')}`,
  (area, rest) => `${area} / ${pairs(rest)}`,
]
const british: Plan['styles'] = [
  (area, rest) => area + rest,
  (area, rest) => `${area} ${rest}`,
  (area, rest) => `${area} ${inHalves(rest, ' ')}`,
  (area, rest) => `(${area}) ${inHalves(rest, ' ')}`,
  (area, rest) => `${area}-${inHalves(rest, '-')}`,
]
const inPairs: Plan['styles'] = [
  (area, rest) => grouped(area + rest, [2, 2, 2, 2, 2], ' '),
  (area, rest) => grouped(area + rest, [2, 2, 2, 2, 2], ' '),
  (area, rest) => grouped(area + rest, [2, 2, 2, 2, 2], '.'),
  (area, rest) => area + rest,
  (area, rest) => grouped(area + rest, [2, 2, 2, 2, 2], '-'),
]

export const plans: Record<Region, Plan> = {
  GB: {
    code: '44',
    trunk: '0',
    areas: [
      ['7400', 6],
      ['7500', 6],
      ['7712', 6],
      ['7788', 6],
      ['7890', 6],
      ['7975', 6],
      ['20', 8, '347'],
      ['161', 7],
      ['121', 7],
    ],
    styles: british,
  },
  US: {
    code: '1',
    trunk: '',
    areas: [
      ['212', 7],
      ['312', 7],
      ['415', 7],
      ['617', 7],
      ['512', 7],
      ['206', 7],
    ],
    styles: [
      (area, rest) => `(${area}) ${grouped(rest, [3, 4], '-')}`,
      (area, rest) => `${area}-${grouped(rest, [3, 4], '-')}`,
      (area, rest) => `${area}.${grouped(rest, [3, 4], '.')}`,
      (area, rest) => area + rest,
      (area, rest) => `${area} ${grouped(rest, [3, 4], ' ')}`,
    ],
  },
  IE: {
    code: '353',
    trunk: '0',
    areas: [
      ['85', 7],
      ['86', 7],
      ['87', 7],
      ['1', 7],
      ['21', 7],
    ],
    styles: british,
  },
  DE: {
    code: '49',
    trunk: '0',
    areas: [
      ['151', 8],
      ['152', 8],
      ['157', 8],
      ['160', 7],
      ['171', 7],
      ['176', 8],
      ['179', 7],
      ['30', 8],
      ['89', 8],
      ['221', 7],
      ['711', 7],
      ['40', 7],
    ],
    styles: german,
  },
  AT: {
    code: '43',
    trunk: '0',
    areas: [
      ['664', 7],
      ['676', 7],
      ['650', 7],
      ['1', 7],
      ['316', 6],
    ],
    styles: german,
  },
  CH: {
    code: '41',
    trunk: '0',
    areas: [
      ['76', 7],
      ['78', 7],
      ['79', 7],
      ['44', 7],
      ['31', 7],
      ['22', 7],
      ['91', 7],
    ],
    styles: [
      (area, rest) => `${area} ${grouped(rest, [3, 2, 2], ' ')}`,
      (area, rest) => area + rest,
      (area, rest) => `${area}/${grouped(rest, [3, 2, 2], ' ')}`,
    ],
  },
  FR: {
    code: '33',
    trunk: '0',
    areas: [
      ['6', 8, '458'],
      ['6', 8, '458'],
      ['7', 8],
      ['1', 8],
      ['4', 8],
      ['2', 8],
    ],
    styles: inPairs,
  },
  BE: {
    code: '32',
    trunk: '0',
    areas: [
      ['470', 6],
      ['485', 6],
      ['496', 6],
      ['2', 7],
      ['3', 7],
    ],
    styles: [
      (area, rest) => `${area} ${pairs(rest)}`,
      (area, rest) => `${area}/${pairs(rest).replaceAll(' ', '.')}`,
      (area, rest) => area + rest,
    ],
  },
  ES: {
    code: '34',
    trunk: '',
    areas: [
      ['6', 8],
      ['6', 8],
      ['71', 7],
      ['91', 7],
      ['93', 7],
      ['96', 7],
    ],
    styles: [
      (area, rest) => grouped(area + rest, [3, 3, 3], ' '),
      (area, rest) => grouped(area + rest, [3, 2, 2, 2], ' '),
      (area, rest) => area + rest,
      (area, rest) => grouped(area + rest, [3, 3, 3], '-'),
      (area, rest) => grouped(area + rest, [3, 2, 2, 2], '.'),
    ],
  },
  IT: {
    code: '39',
    trunk: '',
    areas: [
      ['320', 7],
      ['333', 7],
      ['340', 7],
      ['347', 7],
      ['392', 7],
      ['02', 8],
      ['06', 8],
      ['051', 7],
    ],
    styles: [
      (area, rest) => `${area} ${rest}`,
      (area, rest) => `${area} ${inHalves(rest, ' ')}`,
      (area, rest) => area + rest,
      (area, rest) => `${area}/${rest}`,
      (area, rest) => `${area}-${rest}`,
      (area, rest) => `${area}.${rest}`,
    ],
  },
  NL: {
    code: '31',
    trunk: '0',
    areas: [
      ['6', 8],
      ['6', 8],
      ['6', 8],
      ['20', 7],
      ['10', 7],
      ['30', 7],
      ['70', 7],
    ],
    styles: [
      (area, rest) => `${area}-${rest}`,
      (area, rest) => `${area} ${rest}`,
      (area, rest) => area + rest,
      (area, rest) => `${area} ${rest.length === 8 ? pairs(rest) : inHalves(rest, ' ')}`,
      (area, rest) => `${area} - ${inHalves(rest, ' ')}`,
    ],
  },
}

/** As it is written inside the country. */
export function national({ random, region }: Setting): string {
  const plan = plans[region]
  const { area, rest } = number(random, region)
  const text = pick(random, plan.styles)(plan.trunk + area, rest)
  return region === 'US' && chance(random, 0.1) ? `1-${text.replace(/^\((\d+)\) /, '$1-')}` : text
}

/** With the country's code in front. */
export function international({ random, region }: Setting): string {
  const home = chance(random, 0.6) ? region : pick(random, Object.keys(plans) as Region[])
  const { code, trunk } = plans[home]
  const { area, rest } = number(random, home)
  const parts = grouped(rest, rest.length % 2 ? [3, 2, 2] : [2, 2, 2, 2], ' ')
  const trunked = trunk === '' ? '' : '(0)'
  return weighed(random, [
    [`+${code}${area}${rest}`, 4],
    [`+${code} ${area} ${rest}`, 4],
    [`+${code} ${area} ${parts}`, 4],
    [`+${code} ${trunked}${area} ${rest}`, 2],
    [`00${code} ${area} ${rest}`, home === 'US' ? 0 : 1.5],
    [`00${code}${area}${rest}`, home === 'US' ? 0 : 1],
    [`+${code}-${area}-${rest}`, 1],
    [`+${code} (${area}) ${parts.replaceAll(' ', '-')}`, home === 'US' ? 2 : 0.3],
    [`(+${code}) ${area} ${rest}`, 0.6],
  ])
}

function number(random: Random, region: Region): { area: string; rest: string } {
  const [area, length, firsts = '345'] = pick(random, plans[region].areas)
  return { area, rest: pick(random, [...firsts]) + digits(random, length - 1) }
}
