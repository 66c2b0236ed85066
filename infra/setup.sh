#!/usr/bin/env bash
# Installs from Debian what one make target lacks, and nothing when all is there.
#   infra/setup.sh build|demo|test|bench|lint [--dry-run]
# Looks for files and commands, not for package records: what was built or installed by hand counts too.
# TORCH_PREFIX names a libtorch of one's own (see infra/build-native.sh); then Debian's is not asked for.
# No service is started: maintainer scripts ask policy-rc.d, which says no for the time of the install.
set -euo pipefail

policy=/usr/sbin/policy-rc.d
saved=$policy.before-eventcollab
marker='made by EventCollab infra/setup.sh'
target=${1:-}
dry_run=${2:-}

packages=()
reasons=()
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  as_root=(sudo)
fi

say() { printf 'setup: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }
has_file() { compgen -G "$1" >/dev/null; }
has_command() { command -v "$1" >/dev/null 2>&1; }

need() { # need PACKAGE REASON TEST...: notes the package unless the test holds
  local package=$1 reason=$2
  shift 2
  if ! "$@"; then
    packages+=("$package")
    reasons+=("$reason")
  fi
}

need_native() {
  need cmake 'builds the shim between C# and libtorch' has_command cmake
  need g++ 'compiles that shim' has_command c++
  if [ -z "${TORCH_PREFIX:-}" ]; then
    need libtorch-dev 'the tensors and the training (PyTorch in C++)' has_file '/usr/include/torch/script.h'
    need libopenblas0-openmp 'fast matrix products; libtorch is 10 to 40 times slower without' has_file '/usr/lib/*/openblas-openmp/libblas.so.3'
  fi
}

need_broker() {
  need rabbitmq-server 'the broker that the tests start for themselves, on loopback' has_file '/usr/lib/rabbitmq/bin/rabbitmq-server'
  need procps 'reads CPU time and memory of the processes under test' has_command ps
}

need_oracles() {
  need python3-msgpack 'a second MessagePack implementation to test ours against' has_file '/usr/lib/python3/dist-packages/msgpack/__init__.py'
  need python3-torch 'PyTorch in Python, to test our binding against' has_file '/usr/lib/python3/dist-packages/torch/__init__.py'
}

need_learners() {
  need libxgboost0 'boosted trees as local models (gb)' has_file '/usr/lib/*/libxgboost.so.0'
  need libsvm3 'support vector machines as local models (svm)' has_file '/usr/lib/*/libsvm.so.3'
  need python3-sklearn 'the same learners in Python, to test ours against' has_file '/usr/lib/python3/dist-packages/sklearn/__init__.py'
  need python3-xgboost 'XGBoost in Python, to test and measure against' has_file '/usr/lib/python3/dist-packages/xgboost/__init__.py'
}

find_what_is_missing() {
  packages=()
  reasons=()
  case $target in
    build | demo) need_native ;;
    test | bench)
      need_native
      need_broker
      need_oracles
      need_learners
      if [ "$target" = bench ]; then
        need libsvm-tools 'svm-train, to measure beside' has_command svm-train
      fi
      ;;
    lint) need shellcheck 'checks the shell scripts' has_command shellcheck ;;
    *)
      sed -n '2,3s/^# //p' "${BASH_SOURCE[0]}" >&2
      exit 2
      ;;
  esac
}

# Another BLAS may come first in the alternatives (the pthread build of OpenBLAS does): libtorch takes whatever
# libblas.so.3 is, and a second thread pool makes it several times slower.
openmp_blas() { # openmp_blas NAME: the file that the link NAME should lead to; empty when it does or cannot
  local wanted link
  for wanted in /usr/lib/*/openblas-openmp/"$1"; do
    link=${wanted%/openblas-openmp/*}/$1
    if [ -e "$wanted" ] && [ "$(readlink -f "$link")" != "$(readlink -f "$wanted")" ]; then
      printf '%s\n' "$wanted"
    fi
  done
}

blas_to_select() {
  if [ "$target" = lint ] || [ -n "${TORCH_PREFIX:-}" ]; then
    return
  fi
  openmp_blas libblas.so.3
  openmp_blas liblapack.so.3
  openmp_blas libopenblas.so.0
}

select_blas() {
  local wanted architecture name
  while IFS= read -r wanted; do
    [ -n "$wanted" ] || continue
    name=${wanted##*/}
    architecture=${wanted#/usr/lib/}
    architecture=${architecture%%/*}
    say "selecting $wanted for $name (the openmp build shares its threads with libtorch)"
    run_as_root update-alternatives --quiet --set "$name-$architecture" "$wanted" >/dev/null \
      || fail "could not select $wanted; run: update-alternatives --config $name-$architecture"
  done < <(blas_to_select)
}

require_dotnet() {
  local sdks where='https://learn.microsoft.com/dotnet/core/install/linux-debian, or download it from https://dotnet.microsoft.com/download/dotnet/10.0'
  has_command dotnet || fail "the .NET 10 SDK is missing (no 'dotnet' in PATH). Get it: $where"
  sdks=$(dotnet --list-sdks 2>/dev/null || true)
  [[ $'\n'$sdks == *$'\n10.'* ]] || fail "the .NET 10 SDK is missing ('dotnet --list-sdks' shows no 10.x). Get it: $where"
}

run_as_root() { "${as_root[@]}" "$@"; }

require_root() {
  if [ "$(id -u)" -ne 0 ] && ! has_command sudo; then
    fail "installing needs root and there is no sudo. As root, run: $1"
  fi
}

# One set-up at a time on this machine, whichever clone it is started from. The lock is on a folder that is always
# there, so it leaves no file and needs no right to write.
take_turns() {
  exec 9</var/lib/dpkg
  flock 9
}

forbid_service_starts() {
  # Left behind by a set-up that was killed: ours, not the machine's.
  if grep -qs "$marker" "$policy"; then
    run_as_root rm -f "$policy"
  elif [ -e "$policy" ]; then
    run_as_root mv "$policy" "$saved"
  fi
  trap allow_service_starts EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  printf '#!/bin/sh\n# %s\nexit 101\n' "$marker" | run_as_root tee "$policy" >/dev/null
  run_as_root chmod 755 "$policy"
}

allow_service_starts() {
  if grep -qs "$marker" "$policy"; then
    run_as_root rm -f "$policy"
  fi
  if [ -e "$saved" ]; then
    run_as_root mv "$saved" "$policy"
  fi
}

apt() {
  run_as_root env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 apt-get -q -o DPkg::Lock::Timeout=300 "$@" >>"$log" 2>&1 9>&-
}

install_packages() {
  has_command apt-get || fail "no apt-get here: install by hand what was named above, then run again"
  require_root "apt-get install --no-install-recommends ${packages[*]}"
  log=$(mktemp "${TMPDIR:-/tmp}/eventcollab-setup.XXXXXX")
  forbid_service_starts
  say "installing ${#packages[@]} package(s) with what they depend on; no service is started (log: $log)"
  # Old or empty package lists are the usual reason for a failed install; without a network the install may still work.
  apt update || say 'could not refresh the package lists; trying with those that are here'
  if ! apt install -y --no-install-recommends "${packages[@]}"; then
    fail "could not install ${packages[*]}: $(grep -m1 '^E: ' "$log" || tail -n1 "$log")"
  fi
  keep_broker_off
  rm -f "$log"
}

# Debian enables a server it installs; the tests start their own broker, so none should come up at the next boot.
keep_broker_off() {
  if [[ " ${packages[*]} " == *' rabbitmq-server '* ]] && has_command systemctl; then
    run_as_root systemctl --quiet disable rabbitmq-server.service epmd.socket epmd.service >>"$log" 2>&1 || true
  fi
}

announce() {
  local i
  for i in "${!packages[@]}"; do
    say "$target needs ${packages[$i]}: ${reasons[$i]}"
  done
}

find_what_is_missing
require_dotnet
if grep -qs "$marker" "$policy"; then
  take_turns
  allow_service_starts
fi
if [ ${#packages[@]} -eq 0 ] && [ -z "$(blas_to_select)" ]; then
  exit 0
fi
announce
if [ "$dry_run" = --dry-run ]; then
  exit 0
fi

take_turns
find_what_is_missing
if [ ${#packages[@]} -gt 0 ]; then
  install_packages
  find_what_is_missing
  [ ${#packages[@]} -eq 0 ] || fail "installed, yet still missing: ${packages[*]}"
fi
select_blas
say "$target has all it needs"
