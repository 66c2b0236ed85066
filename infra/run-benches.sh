#!/usr/bin/env bash
# Measures what docs/gal-results.md and docs/performance.md show. Runs for minutes and wants an idle machine.
# The RabbitMQ rows need a broker: EVENTCOLLAB_BROKER names one, else one is started on loopback and removed again.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

infra/build-native.sh
dotnet build bench/GalTable -c Release --nologo -v q -tl:off
dotnet artifacts/bin/GalTable/release/EventCollab.GalTable.dll --markdown docs/gal-results.md
cat docs/gal-results.md
