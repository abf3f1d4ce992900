import type { WindowsConfiguration } from 'electron-builder'
import { Refusal } from '../refusal'

const AZURE = [
  'SOBANI_AZURE_SIGNING_ENDPOINT',
  'SOBANI_AZURE_SIGNING_ACCOUNT',
  'SOBANI_AZURE_SIGNING_PROFILE',
] as const

type Signing = Pick<
  WindowsConfiguration,
  'signtoolOptions' | 'azureSignOptions' | 'verifyUpdateCodeSignature'
>

/**
 * Who signs. Keys never stand here: electron-builder takes a certificate from WIN_CSC_LINK and WIN_CSC_KEY_PASSWORD, and
 * Azure's account from AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET.
 *
 * SOBANI_PUBLISHER is the name on the certificate. It goes into the package, and the agent takes no update that somebody
 * else has signed. Without it the package is one to try: it is not signed, and what it downloads is checked by the
 * signature of the feed alone.
 * @throws Refusal where Azure is named in part, or without the publisher
 */
export function windowsSigning(environment: NodeJS.ProcessEnv): Signing {
  const publisher = environment.SOBANI_PUBLISHER
  const [endpoint, account, profile] = AZURE.map((name) => environment[name])
  const named = [endpoint, account, profile].filter(Boolean).length
  if (named > 0 && (named < AZURE.length || !publisher))
    throw new Refusal(`Signing with Azure takes SOBANI_PUBLISHER and all of: ${AZURE.join(', ')}.`)
  if (!publisher) return {}
  if (endpoint && account && profile)
    return {
      verifyUpdateCodeSignature: true,
      azureSignOptions: {
        publisherName: publisher,
        endpoint,
        codeSigningAccountName: account,
        certificateProfileName: profile,
      },
    }
  return {
    verifyUpdateCodeSignature: true,
    signtoolOptions: { publisherName: [publisher], signingHashAlgorithms: ['sha256'] },
  }
}
