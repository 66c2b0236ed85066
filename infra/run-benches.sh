#!/usr/bin/env bash
# Measures docs/gal-results.md and docs/performance.md anew and shows them. Runs for minutes and wants an idle machine.
# The broker of the second page is started on loopback for the time of the measurement.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

infra/build.sh
dotnet artifacts/bin/GalTable/release/EventCollab.GalTable.dll --markdown docs/gal-results.md
cat docs/gal-results.md
dotnet artifacts/bin/RoundsTable/release/EventCollab.RoundsTable.dll --markdown docs/performance.md
cat docs/performance.md
