export { hashSecret, isSecret, newSecret } from './secret.ts'
