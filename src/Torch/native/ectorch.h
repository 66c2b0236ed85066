/* C interface between EventCollab.Torch and libtorch.
 *
 * A tensor handle is a c10::TensorImpl* with one reference owned by the caller. Every int function returns 0 or an
 * error code, and the text is in ec_last_error(); no C++ exception crosses this border.
 */
#ifndef ECTORCH_H
#define ECTORCH_H

#include <stdint.h>

#define EC_ABI_VERSION 3

#ifdef __cplusplus
extern "C" {
#endif

typedef void *ec_tensor;
typedef struct ec_op ec_op;
typedef void *ec_generator;

enum {
  EC_NONE = 0,
  EC_TENSOR = 1,
  EC_INT = 2,
  EC_DOUBLE = 3,
  EC_BOOL = 4,
  EC_INTS = 5,
  EC_TENSORS = 6,
  EC_STRING = 7,
  EC_DOUBLES = 8,
  EC_DEVICE = 9, /* len is the device type, u.i its index, -1 for the current one */
  EC_DEFAULT = 10,
  EC_GENERATOR = 11
};

/* A tag with its value; len counts the elements of a list and the bytes of a string. */
typedef struct {
  int32_t tag;
  int32_t len;
  union {
    int64_t i;
    double d;
    const void *p;
  } u;
} ec_val;

enum { EC_OK = 0, EC_ERROR = 1, EC_ABI_MISMATCH = 2 };

/* Once per process, before the first tensor. tune_allocator = 0 leaves glibc's malloc settings and libtorch's
 * allocator alone. */
int ec_init(int32_t abi_version, int32_t tune_allocator);
int32_t ec_abi_version(void);
const char *ec_torch_version(void);
const char *ec_build_config(void);

/* Thread local, valid until this thread's next call. */
const char *ec_last_error(void);

/* Operators live as long as the process: the same name and overload give the same pointer. */
int ec_op_find(const char *name, const char *overload, ec_op **out);
int ec_op_call(ec_op *op, const ec_val *in, int32_t n, ec_val *out, int32_t cap, int32_t *nout);

void ec_free(ec_tensor tensor);
void ec_free_many(ec_tensor *tensors, int32_t n);
void ec_free_mem(void *memory);

/* Both copy: no memory is shared with the caller. */
int ec_from_buffer(const void *data, const int64_t *shape, int32_t ndim, int32_t dtype, int32_t device_type,
                   int32_t device_index, ec_tensor *out);
int ec_to_buffer(ec_tensor tensor, void *dst, int64_t bytes);

int ec_dim(ec_tensor tensor, int32_t *out);
int ec_sizes(ec_tensor tensor, int64_t *dst, int32_t cap);
int ec_numel(ec_tensor tensor, int64_t *out);
int ec_nbytes(ec_tensor tensor, int64_t *out);
int ec_dtype(ec_tensor tensor, int32_t *out);
int ec_device(ec_tensor tensor, int32_t *type, int32_t *index);
int ec_item(ec_tensor tensor, ec_val *out);
int ec_is_leaf(ec_tensor tensor, int32_t *out);
int ec_requires_grad(ec_tensor tensor, int32_t *out);
int ec_set_requires_grad(ec_tensor tensor, int32_t on);

/* *out is null where there is no gradient. */
int ec_grad(ec_tensor tensor, ec_tensor *out);
int ec_set_grad(ec_tensor tensor, ec_tensor grad);
int ec_zero_grad(ec_tensor *tensors, int32_t n);
int ec_backward(ec_tensor tensor, ec_tensor grad, int32_t retain_graph, int32_t create_graph);
/* Gradients of the outputs' weighted sum with respect to the inputs, into results[ninputs]; no tensor's own gradient
 * changes. grad_outputs is null or one weight for each output, null for a scalar's. A result is null where an input was
 * not used and allow_unused is set. */
int ec_autograd_grad(ec_tensor *outputs, int32_t noutputs, ec_tensor *inputs, int32_t ninputs, ec_tensor *grad_outputs,
                     int32_t retain_graph, int32_t create_graph, int32_t allow_unused, ec_tensor *results);

/* on < 0 asks only; *previous is the state before the call. */
int ec_grad_mode(int32_t on, int32_t *previous);

/* Seeds the process-wide generators of all devices. */
int ec_manual_seed(int64_t seed);
/* A random generator of its own: its numbers depend on its seed alone, whatever other threads draw. */
int ec_generator_new(int64_t seed, int32_t device_type, int32_t device_index, ec_generator *out);
/* The process-wide one of a device; a reference to be freed like any other. */
int ec_generator_default(int32_t device_type, int32_t device_index, ec_generator *out);
void ec_generator_free(ec_generator generator);
int ec_generator_set_seed(ec_generator generator, int64_t seed);
int ec_generator_get_seed(ec_generator generator, int64_t *out);
/* A byte tensor on the CPU; its length depends on device and version. */
int ec_generator_get_state(ec_generator generator, ec_tensor *out);
int ec_generator_set_state(ec_generator generator, ec_tensor state);

int ec_get_threads(int32_t *out);
int ec_set_threads(int32_t n);
int ec_get_interop_threads(int32_t *out);
/* Once per process, before the first operator that runs in the background. */
int ec_set_interop_threads(int32_t n);
/* Whether this libtorch was built with LAPACK (svd, qr, eigh ...). */
int ec_has_lapack(int32_t *out);
int ec_cuda_count(int32_t *out);
int ec_cuda_sync(int32_t device);
/* Whether float32 products and convolutions may round their inputs to TensorFloat-32; below 0 asks only. */
int ec_allow_tf32(int32_t matmul, int32_t cudnn, int32_t *previous_matmul, int32_t *previous_cudnn);

#ifdef __cplusplus
}
#endif

#endif
