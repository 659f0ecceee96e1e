import { ethnicity, gender } from '../annex-a/code-sets.ts'

const sets = { gender, ethnicity } as const

const labels: Readonly<Record<keyof typeof sets, ReadonlyMap<string, string>>> = {
  gender: new Map(gender.values.map(({ code, label }) => [code, label])),
  ethnicity: new Map(ethnicity.values.map(({ code, label }) => [code, label])),
}

/** The words of a code, as people read them; the code itself where the set has no words for it. */
export function codeLabel(set: keyof typeof sets, code: string | null): string {
  return code === null ? `${sets[set].title} not recorded` : (labels[set].get(code) ?? code)
}
