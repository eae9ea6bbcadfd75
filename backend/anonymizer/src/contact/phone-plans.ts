/** How numbers are customarily written in a region, its separators all spaces. */
interface Plan {
  /** Unmistakable: the right length is enough, for numbers reserved for films and examples are written so too. */
  customary?: RegExp
  /** Plausible: the judge must know the number. */
  plausible: RegExp
}

const trunk = /^0[1-9](?=(?: ?\d){6,10}$)\d*(?: \d{2,})*(?: \d)?$/
const north: Plan = {
  customary: /^(?:1 )?[2-9]\d\d [2-9]\d\d \d{4}$/,
  plausible: /^(?:1 )?[2-9]\d\d [2-9]\d{6}$/,
}

export const plans: Record<string, Plan> = {
  DE: {
    plausible: /^0 1[567]\d{1,2} \d{6,8}$|^0[1-9]\d{1,4} \d{2,}(?: \d{2,})*(?: \d{1,4})?$|^0[1-9]\d{8,10}$/,
  },
  AT: { plausible: /^0(?:1|[2-9]\d{2,3}) \d{2,}(?: \d{2,})*(?: \d{1,4})?$|^0[1-9]\d{8,11}$/ },
  CH: { customary: /^0[2-9]\d \d{3} \d\d \d\d$/, plausible: /^0[2-9]\d ?\d{3} ?\d\d ?\d\d$/ },
  GB: {
    customary:
      /^0\d{4} \d{6}$|^0\d{4} \d{3} \d{3}$|^01\d{2} \d{3} \d{4}$|^0[23]\d \d{4} \d{4}$|^07\d{9}$|^07\d{3} \d\d \d\d \d\d$/,
    plausible: /^0[1-9]\d(?=(?: ?\d){7,8}$)\d*(?: \d{2,})*$/,
  },
  IE: {
    customary: /^0(?:1|[2-9]\d) \d{3} \d{4}$|^08[3-9] \d{7}$/,
    plausible: /^0[1-9](?=(?: ?\d){6,8}$)\d*(?: \d{3,})+$|^08[3-9]\d{7}$|^01\d{7}$/,
  },
  FR: { customary: /^0[1-9](?: \d\d){4}$/, plausible: /^0[1-9](?=(?: ?\d){8}$)\d*(?: \d{2,})*$/ },
  BE: {
    customary: /^0(?:[2-9]|\d\d|4\d\d) \d{2,3} \d\d \d\d(?: \d\d)?$/,
    plausible: /^0[1-9](?=(?: ?\d){7,8}$)\d*(?: \d{2,})*$/,
  },
  NL: {
    customary: /^06 \d{8}$|^06(?: \d\d){4}$|^06 \d{4} \d{4}$|^0[1-9]\d \d{7}$|^0[1-9]\d{2} \d{6}$/,
    plausible: /^0[1-9](?=(?: ?\d){8}$)\d*(?: \d{2,})*$/,
  },
  ES: {
    plausible:
      /^[6-9]\d\d \d{3} \d{3}$|^[6-9]\d\d(?: \d\d){3}$|^9\d \d{3} \d\d \d\d$|^9\d \d{7}$|^[6-9]\d\d \d{6}$|^[67]\d{8}$|^[67](?: \d\d){4}$|^[67]\d \d{3} \d\d \d\d$|^[67]\d{3} \d{5}$|^[67]\d\d \d{4} \d\d$/,
  },
  MX: { plausible: /^\d\d \d{4} \d{4}$|^\d{3} \d{3} \d{4}$|^\d\d(?: \d\d){4}$/ },
  IT: {
    plausible:
      /^3\d\d \d{3} \d{3,4}$|^3\d\d \d{6,7}$|^3\d\d(?: \d\d){3} ?\d?$|^3\d\d \d\d \d\d \d{3}$|^3\d\d \d{4} \d{3}$|^3[2-9]\d{8}$|^0[1-9]\d{0,2} \d{4,8}$|^0[1-9](?=(?: ?\d){5,8}$)\d{0,2} \d{2,4}(?: \d{2,4}){1,3}$|^0[1-9]\d{7,9}$/,
  },
  US: north,
  CA: north,
}

/** How sure the writing is that digits are a number of this region. */
export function writing(shape: string, region: string): 'customary' | 'plausible' | undefined {
  const plan = plans[region]
  if (!plan) return trunk.test(shape) ? 'plausible' : undefined
  if (plan.customary?.test(shape)) return 'customary'
  return plan.plausible.test(shape) ? 'plausible' : undefined
}
