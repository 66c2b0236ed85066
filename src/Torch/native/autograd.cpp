// Gradients and the mode that records them.

#include "shim.h"

#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/autograd.h>

#include <vector>

using namespace ec;

EC_API int ec_is_leaf(ec_tensor tensor, int32_t *out) {
  return guarded([&] { *out = borrow(tensor).is_leaf() ? 1 : 0; });
}

EC_API int ec_requires_grad(ec_tensor tensor, int32_t *out) {
  return guarded([&] { *out = borrow(tensor).requires_grad() ? 1 : 0; });
}

EC_API int ec_set_requires_grad(ec_tensor tensor, int32_t on) {
  return guarded([&] { borrow(tensor).requires_grad_(on != 0); });
}

EC_API int ec_grad(ec_tensor tensor, ec_tensor *out) {
  return guarded([&] {
    at::Tensor grad = borrow(tensor).grad();
    *out = release(std::move(grad));
  });
}

EC_API int ec_set_grad(ec_tensor tensor, ec_tensor grad) {
  return guarded([&] { borrow(tensor).mutable_grad() = grad == nullptr ? at::Tensor() : borrow(grad); });
}

EC_API int ec_zero_grad(ec_tensor *tensors, int32_t n) {
  return guarded([&] {
    for (int32_t i = 0; i < n; i++) {
      auto tensor = borrow(tensors[i]);
      if (tensor.grad().defined()) tensor.mutable_grad() = at::Tensor();
    }
  });
}

EC_API int ec_backward(ec_tensor tensor, ec_tensor grad, int32_t retain_graph, int32_t create_graph) {
  return guarded([&] {
    borrow(tensor).backward(grad == nullptr ? at::Tensor() : borrow(grad), retain_graph != 0, create_graph != 0);
  });
}

EC_API int ec_grad_mode(int32_t on, int32_t *previous) {
  return guarded([&] {
    *previous = c10::GradMode::is_enabled() ? 1 : 0;
    if (on >= 0) c10::GradMode::set_enabled(on != 0);
  });
}

EC_API int ec_autograd_grad(ec_tensor *outputs, int32_t noutputs, ec_tensor *inputs, int32_t ninputs,
                            ec_tensor *grad_outputs, int32_t retain_graph, int32_t create_graph, int32_t allow_unused,
                            ec_tensor *results) {
  return guarded([&] {
    std::vector<at::Tensor> of, with, weights;
    for (int32_t i = 0; i < noutputs; i++) of.push_back(borrow(outputs[i]));
    for (int32_t i = 0; i < ninputs; i++) with.push_back(borrow(inputs[i]));
    for (int32_t i = 0; grad_outputs != nullptr && i < noutputs; i++) {
      weights.push_back(grad_outputs[i] == nullptr ? at::Tensor() : borrow(grad_outputs[i]));
    }
    auto grads = torch::autograd::grad(of, with, weights, retain_graph != 0, create_graph != 0, allow_unused != 0);
    for (int32_t i = 0; i < ninputs; i++) results[i] = release(std::move(grads[i]));
  });
}
