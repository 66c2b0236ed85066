#!/bin/sh
# Builds artifacts/native/libectorch.so from src/Torch/native against the installed libtorch.
# Does nothing when the library was built from these very sources and this libtorch. TORCH_PREFIX names another libtorch than the system's:
#   TORCH_PREFIX="$(python3 -c 'import torch; print(torch.utils.cmake_prefix_path)')" infra/build-native.sh
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
source="$root/src/Torch/native"
output="$root/artifacts/native"
library="$output/libectorch.so"
prefix=${TORCH_PREFIX:-}

# What the library depends on: its sources by content (a checkout touches their times), the prefix and the package.
stamp="$prefix $(dpkg-query -W -f '${Version}' libtorch-dev 2>/dev/null || true) $(cat "$source"/* | sha256sum)"
fresh() { [ -f "$library" ] && [ "$(cat "$output/stamp" 2>/dev/null || true)" = "$stamp" ]; }
if fresh; then
  exit 0
fi

for tool in cmake c++; do
  if ! command -v "$tool" >/dev/null 2>&1; then
    echo "build-native: $tool is missing; install the Debian packages cmake and g++" >&2
    exit 1
  fi
done

work="$root/artifacts/native-build"
log="$output/build.log"
mkdir -p "$output"
# Two builds at once would delete each other's folder; who waited finds the work done.
exec 9>"$output/lock"
flock 9
if fresh; then
  exit 0
fi
# A cache made for another libtorch or another path would win over what is asked for now.
rm -rf "$work"
echo "build-native: compiling libectorch.so (some ten seconds, once)"
if ! { cmake -S "$source" -B "$work" ${prefix:+-DCMAKE_PREFIX_PATH="$prefix"} &&
  cmake --build "$work"; } >"$log" 2>&1; then
  tail -n 30 "$log" >&2
  echo "build-native: failed (whole log: $log); is libtorch there? Debian packages: libtorch-dev libopenblas0-openmp" >&2
  exit 1
fi
# Into place in one step: a process that starts now sees the old library or the new one, never half of it.
cp "$work/libectorch.so" "$library.new"
mv -f "$library.new" "$library"
printf '%s\n' "$stamp" >"$output/stamp"
