// Tensor handles, buffers, and what a tensor tells about itself.

#include "shim.h"

#include <ATen/Functions.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

using namespace ec;

EC_API void ec_free(ec_tensor tensor) {
  if (tensor != nullptr) ImplPtr::reclaim(static_cast<c10::TensorImpl *>(tensor));
}

EC_API void ec_free_many(ec_tensor *tensors, int32_t n) {
  for (int32_t i = 0; i < n; i++) ec_free(tensors[i]);
}

EC_API void ec_free_mem(void *memory) { std::free(memory); }

EC_API int ec_from_buffer(const void *data, const int64_t *shape, int32_t ndim, int32_t dtype, int32_t device_type,
                          int32_t device_index, ec_tensor *out) {
  return guarded([&] {
    at::IntArrayRef sizes(shape, ndim);
    auto type = static_cast<at::ScalarType>(dtype);
    auto tensor = at::empty(sizes, at::TensorOptions().dtype(type));
    if (tensor.nbytes() > 0) std::memcpy(tensor.data_ptr(), data, tensor.nbytes());
    auto device = device_of(device_type, device_index);
    if (!device.is_cpu()) tensor = tensor.to(device);
    *out = release(std::move(tensor));
  });
}

EC_API int ec_to_buffer(ec_tensor tensor, void *dst, int64_t bytes) {
  return guarded([&] {
    auto source = borrow(tensor).detach().cpu().contiguous();
    if (static_cast<int64_t>(source.nbytes()) != bytes) {
      throw std::invalid_argument("the tensor has " + std::to_string(source.nbytes()) + " bytes, the buffer " +
                                  std::to_string(bytes));
    }
    if (bytes > 0) std::memcpy(dst, source.data_ptr(), bytes);
  });
}

EC_API int ec_dim(ec_tensor tensor, int32_t *out) {
  return guarded([&] { *out = static_cast<int32_t>(borrow(tensor).dim()); });
}

EC_API int ec_sizes(ec_tensor tensor, int64_t *dst, int32_t cap) {
  return guarded([&] {
    auto t = borrow(tensor);
    auto sizes = t.sizes();
    if (static_cast<size_t>(cap) < sizes.size()) throw std::invalid_argument("no room for all sizes");
    std::copy(sizes.begin(), sizes.end(), dst);
  });
}

EC_API int ec_numel(ec_tensor tensor, int64_t *out) {
  return guarded([&] { *out = borrow(tensor).numel(); });
}

EC_API int ec_nbytes(ec_tensor tensor, int64_t *out) {
  return guarded([&] { *out = static_cast<int64_t>(borrow(tensor).nbytes()); });
}

EC_API int ec_dtype(ec_tensor tensor, int32_t *out) {
  return guarded([&] { *out = static_cast<int32_t>(borrow(tensor).scalar_type()); });
}

EC_API int ec_device(ec_tensor tensor, int32_t *type, int32_t *index) {
  return guarded([&] {
    auto device = borrow(tensor).device();
    *type = static_cast<int32_t>(device.type());
    *index = device.index();
  });
}

EC_API int ec_item(ec_tensor tensor, ec_val *out) {
  return guarded([&] {
    auto value = borrow(tensor).item();
    *out = ec_val{EC_NONE, 0, {0}};
    if (value.isBoolean()) {
      out->tag = EC_BOOL;
      out->u.i = value.to<bool>() ? 1 : 0;
    } else if (value.isIntegral(false)) {
      out->tag = EC_INT;
      out->u.i = value.to<int64_t>();
    } else {
      out->tag = EC_DOUBLE;
      out->u.d = value.to<double>();
    }
  });
}
