#!/usr/bin/env bash
# Builds into artifacts/, Release: infra/build.sh [PROJECT OR SOLUTION] (default: the whole solution).
# With --if-stale it does nothing when nothing has changed since the last good build; no build tool is started to tell.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
stamp=$root/artifacts/eventcollab.stamp
program=$root/artifacts/bin/Cli/release/eventcollab.dll
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# Worker processes of the build must not outlive it: they would hold its output open.
export MSBUILDDISABLENODEREUSE=1

if_stale=false
if [ "${1:-}" = --if-stale ]; then
  if_stale=true
  shift
fi
what=${1:-EventCollab.sln}

say() { printf 'build: %s\n' "$*" >&2; }

has_libtorch() { [ -n "${TORCH_PREFIX:-}" ] || [ -e /usr/include/torch/script.h ]; }

# Fresh: nothing that goes into the build is newer than the start of the last good one. Folders are compared too, so
# that a deleted file counts.
is_fresh() {
  [ -e "$program" ] && [ -e "$stamp" ] || return 1
  if [ ! -e "$root/artifacts/native/libectorch.so" ] && has_libtorch; then
    return 1
  fi
  [ -z "$(find "$root/src" "$root/Directory.Build.props" "$root/Directory.Packages.props" "$root/global.json" \
    "$root/infra/build-native.sh" -newer "$stamp" -print -quit)" ]
}

if $if_stale && is_fresh; then
  exit 0
fi
if ! command -v dotnet >/dev/null 2>&1; then
  say 'the .NET 10 SDK is missing; get it from https://dotnet.microsoft.com/download/dotnet/10.0'
  exit 1
fi

# Two that start at once must not build into the same folder: the second waits, and then finds all fresh. The lock is
# not handed to the build, whose compiler server would keep it.
mkdir -p "$root/artifacts"
exec 9>"$root/artifacts/build.lock"
flock 9
if $if_stale && is_fresh; then
  exit 0
fi
touch "$stamp.started"
if has_libtorch; then
  "$root/infra/build-native.sh" >&2 9>&-
else
  # The rest builds and works; what needs libtorch names the package when it is called.
  say 'libtorch is not installed: building without the shim over it'
fi
say "building $what (a minute the first time)"
log=$root/artifacts/build.log
if ! dotnet build "$root/$what" -c Release --nologo -v q -tl:off >"$log" 2>&1 9>&-; then
  # Each error once; where there is none of the usual form, the end of the log says what happened.
  grep -E '(: error |^error )' "$log" | sort -u >&2 || tail -n 20 "$log" >&2
  say "failed (whole log: $log)"
  exit 1
fi
mv -f "$stamp.started" "$stamp"
