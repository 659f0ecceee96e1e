export { LOG as ACCESS_LOG } from './access-log.pages.ts'
export { accessLogRoutes } from './access-log.routes.ts'
export { keepSealing, sealAccessLog } from './access-log.seal.ts'
export { type Tampering, type Verified, verifyAccessLog } from './access-log.verify.ts'
export { type Confirmation, type ConfirmationOptions, createConfirmation } from './confirm-roles.ts'
export { createEnter } from './enter.ts'
export { findMailAddress } from './mail-address.store.ts'
export { mayOf } from './may-of.ts'
export { removeOldSessions } from './old-sessions.ts'
export { openedRecordMessage } from './opened-records.messages.ts'
export { NOTICES, openedRecordsRoutes } from './opened-records.routes.ts'
export { listPersonas, PERSONAS, personas, seedPersonas } from './personas.ts'
export { may, policy, policyRows, type Relationship, type Role, relationships, roles, type What } from './policy.ts'
export { providerRoutes, type ReportFailure, type SiteProviders } from './provider.routes.ts'
export { SEALED as SEALED_RECORDS } from './sealed-records.pages.ts'
export { sealedRecordsRoutes } from './sealed-records.routes.ts'
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
