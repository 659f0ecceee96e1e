export { type ProviderSettings, readProviders } from './provider.settings.ts'
export { createProvider, type Provider, type SignInUnderWay, type Vouched } from './provider.ts'
export { hashSecret, isSecret, newSecret } from './secret.ts'
