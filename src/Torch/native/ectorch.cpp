// Calls any ATen operator by name through the c10 dispatcher, and the few things that are not operators.

#include "ectorch.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/jit_type.h>
#include <ATen/core/stack.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <c10/core/GradMode.h>
#include <torch/version.h>

#include <cstdlib>
#include <cstring>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

#define EC_API extern "C" __attribute__((visibility("default")))

namespace {

enum class Kind { Tensor, Int, Float, Number, Bool, String, Device, Ints, Floats, Bools, Tensors, OptTensors, Generator, Other };

struct Argument {
  std::string name;
  Kind kind;
  bool optional;
  bool has_default;
  c10::IValue fallback;
};

thread_local std::string last_error;

template <typename F>
int guarded(F &&body) noexcept {
  try {
    body();
    return EC_OK;
  } catch (const c10::Error &e) {
    // ATen appends a C++ backtrace to what(), which helps nobody who calls from another language.
    try { last_error = e.what_without_backtrace(); } catch (...) {}
  } catch (const std::exception &e) {
    try { last_error = e.what(); } catch (...) {}
  } catch (...) {
    try { last_error = "unknown native error"; } catch (...) {}
  }
  return EC_ERROR;
}

using ImplPtr = c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>;

// A second reference to the caller's tensor, dropped when the result goes out of scope.
at::Tensor borrow(const void *handle) {
  if (handle == nullptr) throw std::invalid_argument("a tensor handle is null");
  auto *impl = static_cast<c10::TensorImpl *>(const_cast<void *>(handle));
  return at::Tensor(ImplPtr::reclaim_copy(impl));
}

void *release(at::Tensor &&tensor) { return tensor.defined() ? tensor.unsafeReleaseTensorImpl() : nullptr; }

using GeneratorPtr = c10::intrusive_ptr<c10::GeneratorImpl>;

at::Generator borrow_generator(const void *handle) {
  auto *impl = static_cast<c10::GeneratorImpl *>(const_cast<void *>(handle));
  return at::Generator(GeneratorPtr::reclaim_copy(impl));
}

Kind list_kind(const c10::TypePtr &element) {
  switch (element->kind()) {
    case c10::TypeKind::IntType:
    case c10::TypeKind::SymIntType: return Kind::Ints;
    case c10::TypeKind::FloatType: return Kind::Floats;
    case c10::TypeKind::BoolType: return Kind::Bools;
    case c10::TypeKind::TensorType: return Kind::Tensors;
    case c10::TypeKind::OptionalType: {
      auto inner = element->castRaw<c10::OptionalType>()->getElementType();
      return inner->kind() == c10::TypeKind::TensorType ? Kind::OptTensors : Kind::Other;
    }
    default: return Kind::Other;
  }
}

Kind kind_of(const c10::TypePtr &type) {
  switch (type->kind()) {
    case c10::TypeKind::TensorType: return Kind::Tensor;
    case c10::TypeKind::IntType:
    case c10::TypeKind::SymIntType: return Kind::Int;
    case c10::TypeKind::FloatType: return Kind::Float;
    case c10::TypeKind::NumberType: return Kind::Number;
    case c10::TypeKind::BoolType: return Kind::Bool;
    case c10::TypeKind::StringType: return Kind::String;
    case c10::TypeKind::DeviceObjType: return Kind::Device;
    case c10::TypeKind::GeneratorType: return Kind::Generator;
    case c10::TypeKind::ListType: return list_kind(type->castRaw<c10::ListType>()->getElementType());
    default: return Kind::Other;
  }
}

const char *kind_name(Kind kind) {
  switch (kind) {
    case Kind::Tensor: return "a tensor";
    case Kind::Int: return "an integer";
    case Kind::Float: return "a floating point number";
    case Kind::Number: return "a number";
    case Kind::Bool: return "a boolean";
    case Kind::String: return "a string";
    case Kind::Device: return "a device";
    case Kind::Ints: return "a list of integers";
    case Kind::Floats: return "a list of floating point numbers";
    case Kind::Bools: return "a list of booleans";
    case Kind::Tensors:
    case Kind::OptTensors: return "a list of tensors";
    case Kind::Generator: return "a generator";
    default: return "a value this binding cannot pass";
  }
}

const char *tag_name(int32_t tag) {
  static const char *names[] = {"none",    "a tensor",          "an integer", "a floating point number",
                                "a boolean", "a list of integers", "a list of tensors", "a string",
                                "a list of floating point numbers", "a device", "the default", "a generator"};
  return tag >= 0 && tag <= EC_GENERATOR ? names[tag] : "an unknown tag";
}

Argument describe(const c10::Argument &source) {
  auto type = source.type();
  bool optional = false;
  if (type->kind() == c10::TypeKind::OptionalType) {
    optional = true;
    type = type->castRaw<c10::OptionalType>()->getElementType();
  }
  Argument result{source.name(), kind_of(type), optional, false, c10::IValue()};
  if (source.default_value()) {
    result.has_default = true;
    result.fallback = *source.default_value();
  }
  return result;
}

[[noreturn]] void wrong_kind(const Argument &arg, const ec_val &value) {
  throw std::invalid_argument("argument '" + arg.name + "' must be " + kind_name(arg.kind) +
                              (arg.optional ? " or none" : "") + ", not " + tag_name(value.tag));
}

c10::IValue default_of(const Argument &arg) {
  if (!arg.has_default) throw std::invalid_argument("argument '" + arg.name + "' is missing and has no default");
  // A list default is shared by all calls: hand out a copy, since an IValue list is a reference.
  return arg.fallback.isList() ? arg.fallback.deepcopy() : arg.fallback;
}

template <typename T>
c10::IValue list_of(const T *items, int32_t n) {
  c10::List<T> list;
  list.reserve(n);
  for (int32_t i = 0; i < n; i++) list.push_back(items[i]);
  return list;
}

c10::IValue tensors_of(const ec_val &value, bool optional) {
  auto *handles = static_cast<void *const *>(value.u.p);
  if (optional) {
    c10::impl::GenericList list(c10::OptionalType::create(c10::TensorType::get()));
    for (int32_t i = 0; i < value.len; i++) {
      list.push_back(handles[i] == nullptr ? c10::IValue() : c10::IValue(borrow(handles[i])));
    }
    return list;
  }
  c10::List<at::Tensor> list;
  list.reserve(value.len);
  for (int32_t i = 0; i < value.len; i++) list.push_back(borrow(handles[i]));
  return list;
}

c10::IValue bools_of(const ec_val &value) {
  c10::List<bool> list;
  auto *items = static_cast<const int64_t *>(value.u.p);
  for (int32_t i = 0; i < value.len; i++) list.push_back(items[i] != 0);
  return list;
}

c10::IValue to_ivalue(const Argument &arg, const ec_val &value) {
  if (value.tag == EC_DEFAULT) return default_of(arg);
  if (value.tag == EC_NONE) {
    if (!arg.optional) wrong_kind(arg, value);
    return c10::IValue();
  }
  switch (arg.kind) {
    case Kind::Tensor:
      if (value.tag == EC_TENSOR) return borrow(value.u.p);
      break;
    case Kind::Int:
      if (value.tag == EC_INT) return value.u.i;
      break;
    case Kind::Float:
      if (value.tag == EC_DOUBLE) return value.u.d;
      if (value.tag == EC_INT) return static_cast<double>(value.u.i);
      break;
    case Kind::Number:
      if (value.tag == EC_DOUBLE) return value.u.d;
      if (value.tag == EC_INT) return value.u.i;
      if (value.tag == EC_BOOL) return value.u.i != 0;
      break;
    case Kind::Bool:
      if (value.tag == EC_BOOL) return value.u.i != 0;
      break;
    case Kind::String:
      if (value.tag == EC_STRING) return std::string(static_cast<const char *>(value.u.p), value.len);
      break;
    case Kind::Device:
      if (value.tag == EC_DEVICE) {
        return c10::Device(static_cast<c10::DeviceType>(value.len), static_cast<c10::DeviceIndex>(value.u.i));
      }
      break;
    case Kind::Ints:
      if (value.tag == EC_INTS) return list_of(static_cast<const int64_t *>(value.u.p), value.len);
      break;
    case Kind::Floats:
      if (value.tag == EC_DOUBLES) return list_of(static_cast<const double *>(value.u.p), value.len);
      break;
    case Kind::Bools:
      if (value.tag == EC_INTS) return bools_of(value);
      break;
    case Kind::Tensors:
    case Kind::OptTensors:
      if (value.tag == EC_TENSORS) return tensors_of(value, arg.kind == Kind::OptTensors);
      break;
    case Kind::Generator:
      if (value.tag == EC_GENERATOR) return borrow_generator(value.u.p);
      break;
    default: break;
  }
  wrong_kind(arg, value);
}

template <typename T, typename List>
void copy_list(const List &list, int32_t tag, ec_val *out) {
  auto n = list.size();
  auto *memory = static_cast<T *>(std::malloc(n == 0 ? 1 : n * sizeof(T)));
  if (memory == nullptr) throw std::bad_alloc();
  for (size_t i = 0; i < n; i++) memory[i] = list[i];
  out->tag = tag;
  out->len = static_cast<int32_t>(n);
  out->u.p = memory;
}

void store_tensors(const c10::IValue &value, ec_val *out) {
  auto tensors = value.toTensorVector();
  auto **memory = static_cast<void **>(std::malloc(tensors.empty() ? 1 : tensors.size() * sizeof(void *)));
  if (memory == nullptr) throw std::bad_alloc();
  for (size_t i = 0; i < tensors.size(); i++) memory[i] = release(std::move(tensors[i]));
  out->tag = EC_TENSORS;
  out->len = static_cast<int32_t>(tensors.size());
  out->u.p = memory;
}

void store(c10::IValue &&value, ec_val *out) {
  *out = ec_val{EC_NONE, 0, {0}};
  if (value.isTensor()) {
    auto *handle = release(std::move(value).toTensor());
    out->tag = handle == nullptr ? EC_NONE : EC_TENSOR;
    out->u.p = handle;
  } else if (value.isBool()) {
    out->tag = EC_BOOL;
    out->u.i = value.toBool() ? 1 : 0;
  } else if (value.isInt()) {
    out->tag = EC_INT;
    out->u.i = value.toInt();
  } else if (value.isDouble()) {
    out->tag = EC_DOUBLE;
    out->u.d = value.toDouble();
  } else if (value.isTensorList()) {
    store_tensors(value, out);
  } else if (value.isIntList()) {
    copy_list<int64_t>(value.toIntVector(), EC_INTS, out);
  } else if (value.isDoubleList()) {
    copy_list<double>(value.toDoubleVector(), EC_DOUBLES, out);
  } else if (!value.isNone()) {
    throw std::invalid_argument("the operator returns a kind of value this binding cannot take: " + value.tagKind());
  }
}

void discard(ec_val *out) {
  if (out->tag == EC_TENSOR) ec_free(const_cast<void *>(out->u.p));
  if (out->tag == EC_TENSORS) ec_free_many(static_cast<ec_tensor *>(const_cast<void *>(out->u.p)), out->len);
  if (out->tag == EC_TENSORS || out->tag == EC_INTS || out->tag == EC_DOUBLES) std::free(const_cast<void *>(out->u.p));
  out->tag = EC_NONE;
}

void tune_malloc() {
#if defined(__GLIBC__)
  // By default glibc gives large activations back to the kernel after each training step: thousands of page faults a
  // step, a quarter of the throughput. Keep them for the next step instead.
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 512 << 20);
  mallopt(M_TOP_PAD, 16 << 20);
#endif
}

}  // namespace

struct ec_op {
  c10::OperatorHandle handle;
  std::vector<Argument> arguments;
  int32_t returns;
};

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
  if (tune_allocator != 0) tune_malloc();
  return EC_OK;
}

EC_API int ec_op_find(const char *name, const char *overload, ec_op **out) {
  return guarded([&] {
    static std::mutex gate;
    static std::map<std::pair<std::string, std::string>, std::unique_ptr<ec_op>> known;
    std::lock_guard<std::mutex> lock(gate);
    std::pair<std::string, std::string> key(name, overload);
    auto place = known.find(key);
    if (place == known.end()) {
      auto handle = c10::Dispatcher::singleton().findSchemaOrThrow(name, overload);
      const auto &schema = handle.schema();
      std::vector<Argument> arguments;
      for (const auto &arg : schema.arguments()) arguments.push_back(describe(arg));
      std::unique_ptr<ec_op> op(new ec_op{handle, std::move(arguments), static_cast<int32_t>(schema.returns().size())});
      place = known.emplace(std::move(key), std::move(op)).first;
    }
    *out = place->second.get();
  });
}

EC_API int ec_op_call(ec_op *op, const ec_val *in, int32_t n, ec_val *out, int32_t cap, int32_t *nout) {
  *nout = 0;
  return guarded([&] {
    if (static_cast<size_t>(n) > op->arguments.size()) {
      throw std::invalid_argument("takes " + std::to_string(op->arguments.size()) + " arguments, not " +
                                  std::to_string(n));
    }
    if (op->returns > cap) throw std::invalid_argument("returns more values than the caller has room for");
    // Kept between calls: making the vector anew costs a tenth of a small operator. Its content goes however the call
    // ends, or a failed one would keep its tensors alive until the thread's next.
    thread_local torch::jit::Stack stack;
    struct Cleared {
      torch::jit::Stack &of;
      ~Cleared() { of.clear(); }
    } cleared{stack};
    for (size_t i = 0; i < op->arguments.size(); i++) {
      const auto &arg = op->arguments[i];
      stack.push_back(static_cast<int32_t>(i) < n ? to_ivalue(arg, in[i]) : default_of(arg));
    }
    op->handle.callBoxed(stack);
    int32_t done = 0;
    try {
      for (; done < static_cast<int32_t>(stack.size()); done++) store(std::move(stack[done]), &out[done]);
    } catch (...) {
      for (int32_t i = 0; i < done; i++) discard(&out[i]);
      throw;
    }
    *nout = done;
  });
}

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
    auto device = c10::Device(static_cast<c10::DeviceType>(device_type), static_cast<c10::DeviceIndex>(device_index));
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

EC_API int ec_manual_seed(int64_t seed) {
  return guarded([&] { at::manual_seed(static_cast<uint64_t>(seed)); });
}

EC_API int ec_generator_new(int64_t seed, ec_generator *out) {
  return guarded([&] {
    c10::GeneratorImpl *impl = c10::make_intrusive<at::CPUGeneratorImpl>(static_cast<uint64_t>(seed)).release();
    *out = impl;
  });
}

EC_API void ec_generator_free(ec_generator generator) {
  if (generator != nullptr) GeneratorPtr::reclaim(static_cast<c10::GeneratorImpl *>(generator));
}

EC_API int ec_get_threads(int32_t *out) {
  return guarded([&] { *out = at::get_num_threads(); });
}

EC_API int ec_set_threads(int32_t n) {
  return guarded([&] {
    if (n < 1) throw std::invalid_argument("the number of threads must be positive");
    at::set_num_threads(n);
  });
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
