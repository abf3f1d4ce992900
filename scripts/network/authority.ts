import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** A certificate for some addresses and names, from an authority that only the people of one test trust. */
export type Authority = {
  /** PEM, for a server. */
  readonly key: string
  readonly cert: string
  /** A file with the authority itself (PEM), for NODE_EXTRA_CA_CERTS. */
  readonly root: string
  /** A home with an NSS database, where Chromium on Linux looks for the authorities that its user trusts: for HOME. */
  readonly home: string
  close(): Promise<void>
}

const run = promisify(execFile)

export async function makeAuthority(...names: readonly string[]): Promise<Authority> {
  const home = await mkdtemp(join(tmpdir(), 'sobani-home-'))
  const at = (name: string) => join(home, name)
  const keys = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
  const root = ['-subj', '/CN=Authority of a test', '-keyout', at('root.key'), '-out', at('root.pem')]
  await run('openssl', ['req', '-x509', ...keys, ...root])
  const leaf = ['-subj', '/CN=Relay of a test', '-keyout', at('leaf.key'), '-out', at('leaf.csr')]
  await run('openssl', ['req', ...keys, ...leaf])
  const alternatives = names.map((name) => `${isIP(name) ? 'IP' : 'DNS'}:${name}`).join(',')
  await writeFile(at('leaf.ext'), `subjectAltName=${alternatives}\nextendedKeyUsage=serverAuth\n`)
  const signing = ['-CA', at('root.pem'), '-CAkey', at('root.key'), '-CAcreateserial', '-days', '2']
  const words = [
    '-req',
    '-in',
    at('leaf.csr'),
    ...signing,
    '-extfile',
    at('leaf.ext'),
    '-out',
    at('leaf.pem'),
  ]
  await run('openssl', ['x509', ...words])
  const database = join(home, '.pki', 'nssdb')
  await mkdir(database, { recursive: true, mode: 0o700 })
  await run('certutil', ['-d', `sql:${database}`, '-N', '--empty-password'])
  await run('certutil', ['-d', `sql:${database}`, '-A', '-n', 'test', '-t', 'C,,', '-i', at('root.pem')])
  return {
    key: await readFile(at('leaf.key'), 'utf8'),
    cert: await readFile(at('leaf.pem'), 'utf8'),
    root: at('root.pem'),
    home,
    close: () => rm(home, { recursive: true, force: true }),
  }
}
