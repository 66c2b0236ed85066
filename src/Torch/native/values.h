// Translates between the tagged values of the interface and the dispatcher's own, checked against an operator's schema.
#pragma once

#include "shim.h"

#include <ATen/core/function_schema.h>
#include <ATen/core/ivalue.h>

#include <string>

namespace ec {

enum class Kind { Tensor, Int, Float, Number, Bool, String, Device, Ints, Floats, Bools, Tensors, OptTensors, Generator, Other };

struct Argument {
  std::string name;
  Kind kind;
  bool optional;
  bool has_default;
  c10::IValue fallback;
};

Argument describe(const c10::Argument &source);

// What a call that leaves the argument out means. Throws where the schema has no default.
c10::IValue default_of(const Argument &arg);

// Throws with the argument's name where the value is of another kind: ATen's own text would not say which.
c10::IValue to_ivalue(const Argument &arg, const ec_val &value);

void store(c10::IValue &&value, ec_val *out);

// Frees what store() put there.
void discard(ec_val *out);

}  // namespace ec
