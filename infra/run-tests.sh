#!/usr/bin/env bash
# Builds and runs every test project, one after another, and ends with the line `N passed, N failed`.
# Further arguments go to dotnet test. The exit code is 0 only if something passed and nothing failed.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1
mkdir -p artifacts
log=artifacts/test.log
result=artifacts/test-result

finish() { # finish PASSED FAILED CODE
  printf '%s passed, %s failed\n' "$1" "$2" | tee "$result"
  exit "$3"
}

echo 'test: building'
if ! infra/build.sh; then
  echo 'test: the build failed, nothing was tested' >&2
  finish 0 1 1
fi

# One project at a time: several start a broker and processes of their own, and timings must not depend on neighbours.
dotnet test --solution EventCollab.sln -c Release --no-build --no-progress --max-parallel-test-modules 1 "$@" 2>&1 | tee "$log"
code=${PIPESTATUS[0]}

# The numbers of the closing block; an error (a project that died) counts as a failure.
number() { sed -nE "s/^ *$1: *([0-9]+).*/\1/p" "$log" | tail -n1; }
passed=$(number succeeded)
failed=$(number failed)
errors=$(number error)
passed=${passed:-0}
failed=$((${failed:-0} + ${errors:-0}))
if [ "$code" -ne 0 ] && [ "$failed" -eq 0 ]; then
  failed=1
fi
if [ "$passed" -eq 0 ] && [ "$code" -eq 0 ]; then
  echo 'test: no test passed, which is a failure' >&2
  code=1
fi
finish "$passed" "$failed" "$code"
