#!/usr/bin/env bash
# Accepts a machine for training: builds the shim against a Python's PyTorch, then prints Markdown tables (docs/gpu.md).
#   infra/gpu-acceptance.sh [--device cuda:0|cpu|auto] [--quick]     TORCH_PYTHON=... names a Python that has torch (python3)
# Runs from the repository (with the .NET SDK) or beside a published TorchBench (without).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
python=${TORCH_PYTHON:-python3}
device=cuda:0
batch=256
passes=()

while [ $# -gt 0 ]; do
  case $1 in
    --device)
      device=${2:?--device takes cpu, cuda, cuda:N or auto}
      shift 2
      ;;
    --quick)
      batch=8
      passes=(--quick)
      shift
      ;;
    *)
      sed -n '2,4s/^# //p' "${BASH_SOURCE[0]}" >&2
      exit 2
      ;;
  esac
done

TORCH_PYTHON=$python "$here/build-native.sh" >&2
if [ -x "$here/TorchBench/EventCollab.TorchBench" ]; then
  bench=("$here/TorchBench/EventCollab.TorchBench")
  export EVENTCOLLAB_TORCH=$here/libectorch.so
else
  root=$(cd "$here/.." && pwd)
  dotnet build "$root/bench/TorchBench" -c Release -v q -clp:NoSummary >&2
  bench=(dotnet "$root/artifacts/bin/TorchBench/release/EventCollab.TorchBench.dll")
fi

code=0
run() {
  "${bench[@]}" --python "$(command -v "$python")" --device "$device" --threads 1 --batch "$batch" --memory-steps 1000 --acceptance "${passes[@]}" "$@" || code=1
}

if command -v nvidia-smi >/dev/null 2>&1; then
  nvidia-smi --query-gpu=name,driver_version,memory.total --format=csv >&2 || true
fi
if [ ${#passes[@]} -eq 0 ] && [ -n "${root:-}" ]; then
  dotnet run --project "$root/tests/Torch.Tests" >&2 || code=1
fi
run --only device,cnn-sgd,resnet18,memory
case $device in
  cpu) ;;
  *) run --only cnn-sgd,resnet18 --tf32 ;;
esac
exit "$code"
