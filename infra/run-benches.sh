#!/usr/bin/env bash
# Measures the pages of results in docs/ anew and shows them. Runs for some twenty minutes and wants an idle machine.
# The broker of docs/performance.md is started on loopback for the time of the measurement.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

missed=()

measure() { # measure PROJECT PAGE [OPTION...]: a project of bench/ that writes its page with --markdown
  # A project that misses a bar says so and fails; the pages after it are measured all the same.
  if ! dotnet "artifacts/bin/$1/release/EventCollab.$1.dll" --markdown "$2" "${@:3}"; then
    missed+=("$1")
  fi
  cat "$2"
}

infra/build.sh
measure GalTable docs/gal-results.md
measure GalTable docs/gal-images.md --part images
measure RoundsTable docs/performance.md
measure TorchBench docs/torch-performance.md
measure DataBench docs/data-performance.md
measure LearnersBench docs/learners-performance.md
measure CompressionBench docs/methods/compression.md

if [ ${#missed[@]} -gt 0 ]; then
  echo "bench: missed a bar or failed: ${missed[*]}" >&2
  exit 1
fi
