#include "values.h"

#include <ATen/core/jit_type.h>

#include <cstdlib>
#include <new>

namespace ec {

namespace {

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

}  // namespace

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

c10::IValue default_of(const Argument &arg) {
  if (!arg.has_default) throw std::invalid_argument("argument '" + arg.name + "' is missing and has no default");
  // A list default is shared by all calls: hand out a copy, since an IValue list is a reference.
  return arg.fallback.isList() ? arg.fallback.deepcopy() : arg.fallback;
}

namespace {

[[noreturn]] void wrong_kind(const Argument &arg, const ec_val &value) {
  throw std::invalid_argument("argument '" + arg.name + "' must be " + kind_name(arg.kind) +
                              (arg.optional ? " or none" : "") + ", not " + tag_name(value.tag));
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

}  // namespace

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
        return device_of(value.len, value.u.i);
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

namespace {

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

}  // namespace

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

}  // namespace ec
