#!/usr/bin/env bash
# Checks the formatting of the C# code and the shell scripts; changes nothing.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1
code=0
dotnet format EventCollab.sln --verify-no-changes || code=1
if command -v shellcheck >/dev/null 2>&1; then
  # Every tracked script, those without an ending included: told by their first line.
  git grep -lzE '^#!(/usr/bin/env bash|/bin/(ba)?sh)$' | xargs -0 -r shellcheck || code=1
fi
exit "$code"
