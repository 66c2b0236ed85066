#!/bin/sh
# Builds artifacts/native/libectorch.so from src/Torch/native against the installed libtorch, with cmake. In a published folder that
# holds this script and native/, builds libectorch.so there.
# Does nothing when the library was built from these very sources and this libtorch. For another libtorch than the system's:
#   TORCH_PREFIX="$(python3 -c 'import torch; print(torch.utils.cmake_prefix_path)')" infra/build-native.sh   with its cmake files
#   TORCH_PYTHON=python3 infra/build-native.sh   that Python's torch, with the compiler alone: no cmake, no nvcc (docs/gpu.md)
set -eu

here=$(cd "$(dirname "$0")" && pwd)
if [ -d "$here/native" ]; then
  source="$here/native"
  library="$here/libectorch.so"
  output="$here/native-build"
else
  root=$(cd "$here/.." && pwd)
  source="$root/src/Torch/native"
  output="$root/artifacts/native"
  library="$output/libectorch.so"
fi
prefix=${TORCH_PREFIX:-}
python=${TORCH_PYTHON:-}

fail() {
  echo "build-native: $*" >&2
  exit 1
}
if [ -n "$prefix" ] && [ -n "$python" ]; then
  fail "set TORCH_PREFIX or TORCH_PYTHON, not both"
fi

# Version, folder, and whether std::string has the new layout: all three must be that of the libtorch the process will load.
wheel_facts='
import os, sys
try:
    import torch
except ImportError as e:
    sys.exit("%s" % e)
print(torch.__version__)
print(os.path.dirname(torch.__file__))
print(int(torch._C._GLIBCXX_USE_CXX11_ABI))
'
facts=
if [ -n "$python" ]; then
  facts=$("$python" -c "$wheel_facts") || fail "$python has no torch: install it, or name another Python (Debian's python3-torch is for /usr/bin/python3): TORCH_PYTHON=/usr/bin/python3"
fi

# What the library depends on: its sources by content (a checkout touches their times), the prefix and the package.
stamp="$prefix $(sha256sum "$prefix/../../version.py" 2>/dev/null || true) $facts $(dpkg-query -W -f '${Version}' libtorch-dev 2>/dev/null || true)
$(cd "$source" && sha256sum ./* "$here/build-native.sh")"
fresh() { [ -f "$library" ] && [ "$(cat "$output/stamp" 2>/dev/null || true)" = "$stamp" ]; }
if fresh; then
  exit 0
fi

need() {
  for tool in "$@"; do
    command -v "$tool" >/dev/null 2>&1 || fail "$tool is missing; install the Debian packages cmake and g++"
  done
}

work="$output-work"
log="$output/build.log"
mkdir -p "$output"
# Two builds at once would delete each other's folder; who waited finds the work done.
exec 9>"$output/lock"
flock 9
if fresh; then
  exit 0
fi

with_cmake() {
  need cmake c++
  cmake -S "$source" -B "$work" ${prefix:+-DCMAKE_PREFIX_PATH="$prefix"} &&
    cmake --build "$work" --parallel 2
}

with_the_compiler_alone() {
  need c++
  folder=$(printf '%s\n' "$facts" | sed -n 2p)
  abi=$(printf '%s\n' "$facts" | sed -n 3p)
  libraries=$(readlink -f "$folder/lib")
  # Without headers of its own the package takes libtorch-dev's, which the compiler finds by itself.
  headers=
  [ ! -d "$folder/include" ] || headers="-isystem $folder/include -isystem $folder/include/torch/csrc/api/include"
  # Without --no-as-needed the linker drops torch_cuda, which nothing here names, and no GPU is ever found.
  links="-ltorch -ltorch_cpu -lc10"
  [ ! -e "$libraries/libtorch_cuda.so" ] || links="$links -ltorch_cuda -lc10_cuda"
  mkdir -p "$work"
  # shellcheck disable=SC2086 # one word for each library and folder
  c++ -std=c++20 -O2 -fPIC -shared -fvisibility=hidden -fvisibility-inlines-hidden -D_GLIBCXX_USE_CXX11_ABI="$abi" \
    $headers "$source"/*.cpp -o "$work/libectorch.so" \
    -L"$libraries" -Wl,-z,now -Wl,-rpath,"$libraries" -Wl,--no-as-needed $links -Wl,--as-needed
}

# A cache made for another libtorch or another path would win over what is asked for now.
rm -rf "$work"
echo "build-native: compiling libectorch.so (half a minute, once)"
build=with_cmake
[ -z "$python" ] || build=with_the_compiler_alone
if ! $build >"$log" 2>&1; then
  tail -n 30 "$log" >&2
  fail "failed (whole log: $log); is libtorch there? Debian packages: libtorch-dev libopenblas0-openmp"
fi
# Into place in one step: a process that starts now sees the old library or the new one, never half of it.
cp "$work/libectorch.so" "$library.new"
mv -f "$library.new" "$library"
printf '%s\n' "$stamp" >"$output/stamp"
