import { children } from './children/slice.ts'

/** The slices of the program: to drop a capability is to delete its folder and its line here. */
export const slices = { children } as const
