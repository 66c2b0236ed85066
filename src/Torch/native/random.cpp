// The process-wide generators of the devices, and generators of one's own.

#include "shim.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>

#include <mutex>

using namespace ec;

namespace {

ec_generator give(at::Generator &&generator) { return generator.unsafeReleaseGeneratorImpl(); }

}  // namespace

EC_API int ec_manual_seed(int64_t seed) {
  return guarded([&] { at::manual_seed(static_cast<uint64_t>(seed)); });
}

EC_API int ec_generator_new(int64_t seed, int32_t device_type, int32_t device_index, ec_generator *out) {
  return guarded([&] {
    auto device = device_of(device_type, device_index);
    if (device.is_cpu()) {
      *out = give(at::make_generator<at::CPUGeneratorImpl>(static_cast<uint64_t>(seed)));
      return;
    }
    // A device's generator is made by its own library; cloning its default one needs none of that library's headers.
    auto generator = at::globalContext().defaultGenerator(device).clone();
    generator.set_current_seed(static_cast<uint64_t>(seed));
    *out = give(std::move(generator));
  });
}

EC_API int ec_generator_default(int32_t device_type, int32_t device_index, ec_generator *out) {
  return guarded([&] {
    at::Generator generator = at::globalContext().defaultGenerator(device_of(device_type, device_index));
    *out = give(std::move(generator));
  });
}

EC_API void ec_generator_free(ec_generator generator) {
  if (generator != nullptr) GeneratorPtr::reclaim(static_cast<c10::GeneratorImpl *>(generator));
}

EC_API int ec_generator_set_seed(ec_generator generator, int64_t seed) {
  return guarded([&] {
    auto target = borrow_generator(generator);
    std::lock_guard<std::mutex> lock(target.mutex());
    target.set_current_seed(static_cast<uint64_t>(seed));
  });
}

EC_API int ec_generator_get_seed(ec_generator generator, int64_t *out) {
  return guarded([&] { *out = static_cast<int64_t>(borrow_generator(generator).current_seed()); });
}

EC_API int ec_generator_get_state(ec_generator generator, ec_tensor *out) {
  return guarded([&] {
    auto source = borrow_generator(generator);
    std::lock_guard<std::mutex> lock(source.mutex());
    *out = release(source.get_state());
  });
}

EC_API int ec_generator_set_state(ec_generator generator, ec_tensor state) {
  return guarded([&] {
    auto target = borrow_generator(generator);
    std::lock_guard<std::mutex> lock(target.mutex());
    target.set_state(borrow(state));
  });
}
