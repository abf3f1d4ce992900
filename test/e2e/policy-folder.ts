import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * The folder that an agent run from its sources reads in place of the system's.
 * @param values a text is written as it is
 * @returns what the agent is to be started with
 */
export async function decideIn(
  folder: string,
  values: unknown,
): Promise<{ readonly env: { readonly SOBANI_POLICY_FOLDER: string } }> {
  const policies = join(folder, 'policies')
  const managed = join(policies, 'managed')
  const file = join(managed, 'it.json')
  await mkdir(managed, { recursive: true })
  await writeFile(file, typeof values === 'string' ? values : JSON.stringify(values))
  // Whatever the umask of this user: nobody else may write.
  for (const one of [policies, managed]) await chmod(one, 0o755)
  await chmod(file, 0o644)
  return { env: { SOBANI_POLICY_FOLDER: policies } }
}
