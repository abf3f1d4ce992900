// @ts-check
// The way in: `node scripts/start.mjs [command] [words]`. The only file in plain JavaScript, because it runs before
// anything is installed, and its syntax is old on purpose, so that an old Node can read it and say that it is too old.

const NEEDED = [20, 19]

/** @param {string} version for example "v20.19.0" */
function isTooOld(version) {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number)
  return major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])
}

if (isTooOld(process.version)) {
  process.stderr.write(
    `Sobani needs Node ${NEEDED.join('.')} or newer and this is ${process.version}: install a current Node and run the command again.\n`,
  )
  process.exit(1)
} else {
  main().then(
    (status) => {
      process.exitCode = status
    },
    (error) => {
      console.error(error)
      process.exitCode = 1
    },
  )
}

async function main() {
  const { fileURLToPath } = await import('node:url')
  const { dirname, join } = await import('node:path')
  const root = dirname(dirname(fileURLToPath(import.meta.url)))
  const npm = await findNpm()
  const failure = await installPackages(root, npm)
  if (failure) {
    process.stderr.write(`${failure}\n`)
    return 1
  }
  return runToEnd(
    root,
    ['--import', 'tsx', join(root, 'scripts', 'cli.ts')].concat(process.argv.slice(2)),
    npm,
  )
}

/** npm as a script for this very Node: no shell, so no quoting, and the same on Windows. */
async function findNpm() {
  const { existsSync, realpathSync } = await import('node:fs')
  const { dirname, join } = await import('node:path')
  const beside = dirname(process.execPath)
  const places = [
    process.env.npm_execpath || '',
    join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(beside, '..', 'share', 'nodejs', 'npm', 'bin', 'npm-cli.js'),
    join(beside, 'npm'),
  ]
  const found = places.find(
    (place) => place !== '' && existsSync(place) && realpathSync(place).endsWith('npm-cli.js'),
  )
  return found ? realpathSync(found) : undefined
}

/**
 * Installs the packages of the lock file unless the stamp says that exactly they are there. The stamp is written last:
 * an install that was interrupted is done again. Returns a sentence if it fails.
 * @param {string} root
 * @param {string | undefined} npm
 * @returns {Promise<string | undefined>}
 */
async function installPackages(root, npm) {
  const { createHash } = await import('node:crypto')
  const { existsSync, readFileSync, writeFileSync } = await import('node:fs')
  const { join } = await import('node:path')
  const stamp = join(root, 'node_modules', '.sobani-installed')
  const lockFile = readFileSync(join(root, 'package-lock.json'))
  const wanted = createHash('sha256').update(lockFile).digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return undefined

  const packages = packagesHere(JSON.parse(lockFile.toString('utf8')))
  // npm writes this file when it is done. Whoever ran `npm install` by hand has the packages already.
  const npmsOwn = join(root, 'node_modules', '.package-lock.json')
  const isThere = () => {
    const have = existsSync(npmsOwn) ? JSON.parse(readFileSync(npmsOwn, 'utf8')).packages : {}
    return packages.every(
      // npm leaves an optional package out when what needs it is for another kind of computer.
      ([path, { version, optional, os, cpu }]) =>
        have[path] ? have[path].version === version : optional && !os && !cpu,
    )
  }
  if (!isThere()) {
    if (!npm) return 'npm was not found beside this Node: install Node with npm and run the command again.'
    const failure = await npmCi(root, npm, packages.length, isThere)
    if (failure) return failure
  }
  writeFileSync(stamp, wanted)
  return undefined
}

/**
 * The packages of the lock file that npm installs on this kind of computer.
 * @param {{ packages: Record<string, { version?: string, os?: string[], cpu?: string[], libc?: string[], optional?: boolean }> }} lock
 */
function packagesHere(lock) {
  /** @type {(list: string[] | undefined, value: string) => boolean} */
  const allows = (list, value) =>
    !list || list.includes(value) || (list[0].startsWith('!') && !list.includes(`!${value}`))
  const report = /** @type {{ header?: { glibcVersionRuntime?: string } }} */ (
    process.platform === 'linux' ? process.report.getReport() : {}
  )
  const header = report.header || {}
  const libc = header.glibcVersionRuntime ? 'glibc' : 'musl'
  return Object.entries(lock.packages).filter(
    ([path, { os, cpu, libc: wanted }]) =>
      path !== '' && allows(os, process.platform) && allows(cpu, process.arch) && allows(wanted, libc),
  )
}

/**
 * @param {string} root
 * @param {string} npm
 * @param {number} total
 * @param {() => boolean} isThere
 * @returns {Promise<string | undefined>}
 */
async function npmCi(root, npm, total, isThere) {
  const { spawn } = await import('node:child_process')
  const { createInterface } = await import('node:readline')
  const words = [
    npm,
    'ci',
    '--ignore-scripts',
    '--loglevel',
    'http',
    '--no-audit',
    '--no-fund',
    '--no-progress',
  ]
  // Patience for a weak network, but not minutes in front of a dead one.
  words.push('--fetch-retries=2', '--fetch-retry-mintimeout=2000', '--fetch-retry-maxtimeout=8000')
  const show = progress('npm packages')
  const child = spawn(process.execPath, words, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] })
  const stopped = forwardSignals(child)
  /** @type {string[]} */
  const complaints = []
  let fetched = 0
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (/^npm http (fetch|cache).*\.tgz/.test(line)) show(Math.min(0.99, ++fetched / total))
    if (/^npm (error|ERR!)|failed with/.test(line)) complaints.push(line.replace(/^npm (error|ERR!) */, ''))
  })
  const status = await new Promise((resolve) => {
    child.once('close', resolve)
  })
  stopped()
  // Some npm 10 end well after they failed ("Exit handler never called!"), so its word alone is not enough.
  const isDone = status === 0 && isThere()
  show(isDone ? 1 : -1)
  return isDone ? undefined : sentenceFor(complaints)
}

/** @param {string[]} complaints what npm said on its error lines, and of requests that failed */
function sentenceFor(complaints) {
  const found = /^(?:code|.* failed with) ([A-Z_0-9]+)/m.exec(complaints.join('\n'))
  const code = found ? found[1] : ''
  const again = 'and run the command again.'
  if (code === 'EACCES' || code === 'EPERM')
    return `There is no right to write node_modules or npm's cache (${code}): make this folder and ~/.npm yours ${again}`
  if (code === 'ENOSPC') return `The disk is full: free 2 GB ${again}`
  if (code === 'EINTEGRITY')
    return `A downloaded npm package is damaged: run "npm cache clean --force" ${again}`
  if (/CERT|ISSUER/.test(code))
    return `The npm registry's certificate is not trusted (${code}): point NODE_EXTRA_CA_CERTS at your network's certificates ${again}`
  if (/^(ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ERR_SOCKET|EHOSTUNREACH|ENETUNREACH|EIDLETIMEOUT)/.test(code))
    return `The npm registry could not be reached (${code}): check the network, the proxy or "npm config get registry" ${again}`
  return `The npm packages could not be installed (${complaints[0] || 'npm was stopped'}): run "npm ci" to see all of it.`
}

/**
 * @param {string} name
 * @returns {(share: number) => void} negative: it failed
 */
function progress(name) {
  const tty = process.stderr.isTTY
  let shown = -1
  process.stderr.write(tty ? `${name} ...` : `${name} ...\n`)
  return (share) => {
    if (share < 0 && tty) process.stderr.write('\n')
    const percent = Math.floor(share * 100)
    const next = tty ? percent : percent - (percent % 10)
    if (next <= shown) return
    shown = next
    process.stderr.write(
      tty ? `\r\x1b[K${name}  ${next} %${next === 100 ? '\n' : ''}` : `${name}  ${next} %\n`,
    )
  }
}

/**
 * Passes signals on to a child instead of dying before it. Returns the undo.
 * @param {import('node:child_process').ChildProcess} child
 */
function forwardSignals(child) {
  /** @type {NodeJS.Signals[]} */
  // On Windows Ctrl-C reaches every process of the console by itself, and kill() would be a hard end.
  const signals = process.platform === 'win32' ? ['SIGINT'] : ['SIGINT', 'SIGTERM', 'SIGHUP']
  /** @param {NodeJS.Signals} signal */
  const pass = (signal) => {
    if (process.platform !== 'win32') child.kill(signal)
  }
  for (const signal of signals) process.on(signal, pass)
  return () => {
    for (const signal of signals) process.removeListener(signal, pass)
  }
}

/**
 * @param {string} root
 * @param {string[]} words
 * @param {string | undefined} npm
 * @returns {Promise<number>}
 */
async function runToEnd(root, words, npm) {
  const { spawn } = await import('node:child_process')
  const env = Object.assign({}, process.env, npm ? { npm_execpath: npm } : {})
  const child = spawn(process.execPath, words, { cwd: root, stdio: 'inherit', env })
  const stopped = forwardSignals(child)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status, signal) => {
      stopped()
      // Ended by a signal: end by the same one, so that the shell above sees what happened.
      if (signal) process.kill(process.pid, signal)
      else resolve(status === null ? 1 : status)
    })
  })
}
