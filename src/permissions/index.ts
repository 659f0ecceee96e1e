export { createEnter } from './enter.ts'
export { listPersonas, PERSONAS, personas, seedPersonas } from './personas.ts'
export { may, policy, policyRows, type Relationship, type Role, relationships, roles, type What } from './policy.ts'
export { providerRoutes, type ReportFailure, type SiteProviders } from './provider.routes.ts'
export {
  listAuthorities,
  type SignIn,
  type SignInOutcome,
  signIn,
  signOut,
  signOutEverywhere,
} from './sessions.store.ts'
export { personaRoutes } from './sign-in.routes.ts'
export { writePolicy } from './write-policy.ts'
