// What concerns the whole process: set-up, versions, the error text, threads, devices.

#include "shim.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <torch/version.h>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

using namespace ec;

namespace {

thread_local std::string last_error;

void tune_malloc() {
#if defined(__GLIBC__)
  // By default glibc gives large activations back to the kernel after each training step: thousands of page faults a
  // step, a quarter of the throughput. Keep them for the next step instead.
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 512 << 20);
  mallopt(M_TOP_PAD, 16 << 20);
  // A dispose scope frees its tensors together. Their blocks grow into one above 64 KiB, and at each such block glibc
  // empties all its fast bins, to fill them again a moment later: a sixth of the time of a small operator.
  mallopt(M_MXFAST, 0);
#endif
}

}  // namespace

void ec::remember_error(const char *text) noexcept {
  try { last_error = text; } catch (...) {}
}

EC_API int32_t ec_abi_version(void) { return EC_ABI_VERSION; }

EC_API const char *ec_torch_version(void) { return TORCH_VERSION; }

EC_API const char *ec_last_error(void) { return last_error.c_str(); }

EC_API const char *ec_build_config(void) {
  static const std::string text = [] {
    try { return at::show_config(); } catch (...) { return std::string(); }
  }();
  return text.c_str();
}

EC_API int ec_init(int32_t abi_version, int32_t tune_allocator) {
  if (abi_version != EC_ABI_VERSION) {
    (void)guarded([&] {
      throw std::invalid_argument("the shim speaks ABI " + std::to_string(EC_ABI_VERSION) + ", the binding ABI " +
                                  std::to_string(abi_version));
    });
    return EC_ABI_MISMATCH;
  }
  if (tune_allocator == 0) return EC_OK;
  tune_malloc();
  return guarded([] {
    static const bool once = (keep_blocks(), true);
    (void)once;
  });
}

EC_API int ec_get_threads(int32_t *out) {
  return guarded([&] { *out = at::get_num_threads(); });
}

EC_API int ec_set_threads(int32_t n) {
  return guarded([&] {
    if (n < 1) throw std::invalid_argument("the number of threads must be positive");
    // A thread's first operation gives it the number that was set last, by whichever thread: two agents in one process
    // would change each other's results. Asking first has that behind it.
    at::get_num_threads();
    at::set_num_threads(n);
  });
}

EC_API int ec_get_interop_threads(int32_t *out) {
  return guarded([&] { *out = at::get_num_interop_threads(); });
}

EC_API int ec_set_interop_threads(int32_t n) {
  return guarded([&] {
    if (n < 1) throw std::invalid_argument("the number of threads must be positive");
    at::set_num_interop_threads(n);
  });
}

EC_API int ec_has_lapack(int32_t *out) {
  return guarded([&] { *out = at::globalContext().hasLAPACK() ? 1 : 0; });
}

EC_API int ec_cuda_count(int32_t *out) {
  return guarded([&] { *out = at::hasCUDA() ? static_cast<int32_t>(at::getNumGPUs()) : 0; });
}

EC_API int ec_cuda_sync(int32_t device) {
  return guarded([&] {
    if (!at::hasCUDA()) throw std::invalid_argument("this libtorch has no CUDA");
    at::detail::getCUDAHooks().deviceSynchronize(static_cast<c10::DeviceIndex>(device));
  });
}

EC_API int ec_allow_tf32(int32_t matmul, int32_t cudnn, int32_t *previous_matmul, int32_t *previous_cudnn) {
  return guarded([&] {
    auto &context = at::globalContext();
    *previous_matmul = context.allowTF32CuBLAS() ? 1 : 0;
    *previous_cudnn = context.allowTF32CuDNN() ? 1 : 0;
    if (matmul >= 0) context.setAllowTF32CuBLAS(matmul != 0);
    if (cudnn >= 0) context.setAllowTF32CuDNN(cudnn != 0);
  });
}
