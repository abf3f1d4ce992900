import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from '../../scripts/root'

/** A folder that stands for a whole server, and the free ports that its programs have. */
export interface Server {
  readonly root: string
  readonly ports: Readonly<
    Record<'https' | 'http' | 'inside' | 'peeled' | 'relay' | 'turn' | 'turns', number>
  >
}

export const isRoot = process.getuid?.() === 0
/** Debian's coturn runs under an account of its own: what only root may read is lost on it. */
const isOwn = isRoot && spawnSync('getent', ['passwd', 'turnserver']).status === 0

/** The programs that would change this machine, and the two that must be told where the test has put things. */
export const stand = ({ root }: Server): string => `
set -euo pipefail
useradd() { :; }
chown() { :; }
${isOwn ? '' : 'chgrp() { :; }'}
runuser() { shift 3; "$@"; }
# Installers for Windows are made in their own tests. Here one lies there from the beginning; what the build is told is read.
npm() {
  case "$*" in
    ci*) ;;
    'run dist -- --win '*) shift 4; command npm run dist -- --linux tar.gz --output ${root}/dist "$@" ;;
    *) command npm "$@" ;;
  esac
}
has_group() { ${isRoot ? 'getent group "$1" > /dev/null' : 'false'}; }
install() {
  local w=()
  while (($#)); do if [ "$1" = -g ] && ! has_group "$2"; then shift 2; else w+=("$1"); shift; fi; done
  command install "\${w[@]}"
}
nginx() { command nginx -c ${root}/etc/nginx/nginx.conf -g 'pid ${root}/nginx.pid; error_log ${root}/nginx.log;' "$@"; }
systemctl() { ${root}/bin/systemctl "$@"; }
sobani() { timeout 60 xvfb-run -a ${join(ROOT, 'dist/linux-unpacked/sobani')} ${isRoot ? '--no-sandbox' : ''} "$@" 2>/dev/null; }
export CURL_HOME=${root}
# The guide is followed in one shell: what was set for it holds on.
if [ -f ${root}/etc/sobani/relay.env ]; then set -a; . ${root}/etc/sobani/relay.env; set +a; fi
`

/** `systemctl` for three services: the unit's own ExecStart and EnvironmentFile, and the guide's own files. */
export const systemctl = ({ root, ports }: Server): string => `#!/bin/bash
set -euo pipefail
unit=${root}/etc/systemd/system/sobani-relay.service
stop() { if [ -f ${root}/$1.pid ]; then kill "$(cat ${root}/$1.pid)" || true; while kill -0 "$(cat ${root}/$1.pid)" 2>/dev/null; do sleep 0.1; done; rm -f ${root}/$1.pid; fi; }
listening() { for _ in $(seq 600); do if (exec 3<>/dev/tcp/127.0.0.1/$1) 2>/dev/null; then return 0; fi; sleep 0.1; done; echo "nobody listens on $1" >&2; return 1; }
start_relay() {
  stop relay
  set -a; . "$(sed -n 's/^EnvironmentFile=//p' "$unit")"; set +a
  cd "$(sed -n 's/^WorkingDirectory=//p' "$unit")"
  setsid $(sed -n 's/^ExecStart=//p' "$unit") >> ${root}/relay.log 2>&1 < /dev/null & echo $! > ${root}/relay.pid
  listening ${ports.relay}
}
start_nginx() { stop nginx; nginx -c ${root}/etc/nginx/nginx.conf -g 'pid ${root}/nginx.pid; error_log ${root}/nginx.log;' >> ${root}/nginx.out 2>&1 < /dev/null; }
start_coturn() {
  stop coturn
  mkdir -p ${root}/turn${isOwn ? ` && chown turnserver ${root}/turn` : ''}
  setsid ${isOwn ? 'setpriv --reuid=turnserver --regid=turnserver --init-groups ' : ''}turnserver -c ${root}/etc/turnserver.conf --log-file=stdout --userdb=${root}/turn/db --pidfile=${root}/turn/pid > ${root}/turn.log 2>&1 < /dev/null & echo $! > ${root}/coturn.pid
  listening ${ports.turns}
}
case "$*" in
  daemon-reload) ;;
  'enable --now sobani-relay' | 'start sobani-relay') start_relay ;;
  'stop sobani-relay') stop relay ;;
  'restart nginx coturn') start_nginx; start_coturn ;;
  'stop all') stop relay; stop nginx; stop coturn ;;
  *) echo "systemctl $*: not in the guide" >&2; exit 1 ;;
esac
`
