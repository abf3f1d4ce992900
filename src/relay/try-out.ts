import type { Operators } from './operators'
import { generatePassword, hashPassword } from './passwords'

export const tryOutUser = 'demo'

/**
 * The account for trying the relay out on one's own machine: a fresh password at every start, and never a person's
 * name. @returns the password, or null where a real operator has the user name
 */
export async function renewTryOut(operators: Operators): Promise<string | null> {
  const password = generatePassword()
  const hash = await hashPassword(password)
  const account = {
    user: tryOutUser,
    name: 'お試しオペレーター',
    company: 'そばに お試し窓口',
    role: 'operator',
    password: hash,
  } as const
  const id = (await operators.renewTryOut(tryOutUser, hash)) ?? (await operators.add(account, true))
  return id === null ? null : password
}
