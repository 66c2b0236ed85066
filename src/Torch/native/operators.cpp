// Any operator by name and overload, through the dispatcher.

#include "values.h"

#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/stack.h>

#include <map>
#include <memory>
#include <mutex>
#include <vector>

using namespace ec;

struct ec_op {
  c10::OperatorHandle handle;
  std::vector<Argument> arguments;
  int32_t returns;
};

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

