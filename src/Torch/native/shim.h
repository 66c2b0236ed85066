// What the parts of the shim share: the error border and tensor handles.
#pragma once

#include "ectorch.h"

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>
#include <c10/util/Exception.h>

#include <stdexcept>
#include <string>
#include <utility>

#define EC_API extern "C" __attribute__((visibility("default")))

namespace ec {

void remember_error(const char *text) noexcept;

// Puts a cache of blocks before the allocator of CPU tensors. Once per process, before the first tensor.
void keep_blocks();

// Runs what a function of the interface does. No exception leaves it: C# could not catch one.
template <typename F>
int guarded(F &&body) noexcept {
  try {
    body();
    return EC_OK;
  } catch (const c10::Error &e) {
    // ATen appends a C++ backtrace to what(), which helps nobody who calls from another language.
    try { remember_error(e.what_without_backtrace()); } catch (...) {}
  } catch (const std::exception &e) {
    remember_error(e.what());
  } catch (...) {
    remember_error("unknown native error");
  }
  return EC_ERROR;
}

using ImplPtr = c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>;
using GeneratorPtr = c10::intrusive_ptr<c10::GeneratorImpl>;

// A second reference to the caller's tensor, dropped when the result goes out of scope.
inline at::Tensor borrow(const void *handle) {
  if (handle == nullptr) throw std::invalid_argument("a tensor handle is null");
  auto *impl = static_cast<c10::TensorImpl *>(const_cast<void *>(handle));
  return at::Tensor(ImplPtr::reclaim_copy(impl));
}

inline at::Generator borrow_generator(const void *handle) {
  if (handle == nullptr) throw std::invalid_argument("a generator handle is null");
  auto *impl = static_cast<c10::GeneratorImpl *>(const_cast<void *>(handle));
  return at::Generator(GeneratorPtr::reclaim_copy(impl));
}

// The reference goes to the caller; null for an undefined tensor.
inline void *release(at::Tensor &&tensor) { return tensor.defined() ? tensor.unsafeReleaseTensorImpl() : nullptr; }

inline c10::Device device_of(int32_t type, int64_t index) {
  return c10::Device(static_cast<c10::DeviceType>(type), static_cast<c10::DeviceIndex>(index));
}

}  // namespace ec
