#!/bin/sh
# Takes away what the PKG brought:
#   sudo sh uninstall.sh [VOLUME]
# The agent, the note that a package brought it, and the system's record of the package. What administrators set in
# /Library/Preferences and what users kept (acceptances, receipts) stays: it is theirs. May run again. No network.
set -eu
PATH="${PATH:-}:/usr/bin:/bin:/usr/sbin:/sbin"

volume=${1:-/}
root=${volume%/}
app="$root/Applications/Sobani.app"
program="$app/Contents/MacOS/Sobani"
file="$root/Library/Preferences/jp.sobani.agent.plist"
beside="$root/Library/Preferences/.jp.sobani.agent.plist.$$"
trap 'rm -f "$beside"' EXIT

if [ "$(id -u)" -ne 0 ]; then
  echo "Run this as root: sudo sh $0" >&2
  exit 1
fi

running() {
  ps -axww -o pid= -o command= | while read -r pid command; do
    case $command in
      "$program" | "$program "*) printf '%s\n' "$pid" ;;
    esac
  done
}

tell() {
  for pid in $(running); do
    kill "-$1" "$pid" 2>/dev/null || :
  done
}

# A session ends in order and its receipt is written; half a minute is more than that takes.
tell TERM
patience=30
while [ -n "$(running)" ] && [ "$patience" -gt 0 ]; do
  sleep 1
  patience=$((patience - 1))
done
tell KILL

rm -rf "$app"

if [ -f "$file" ] && [ ! -L "$file" ]; then
  cp "$file" "$beside"
  if plutil -remove InstalledBy "$beside" >/dev/null 2>&1; then
    # Only what administrators set is left; a file without any of it goes.
    if [ "$(plutil -convert json -o - "$beside" | tr -d '[:space:]')" = '{}' ]; then
      rm -f "$file"
    else
      chown 0:0 "$beside"
      chmod 644 "$beside"
      mv -f "$beside" "$file"
    fi
  fi
fi

pkgutil --volume "$volume" --forget jp.sobani.agent >/dev/null 2>&1 || :
exit 0
