#pragma once
// ONNX Runtime through its function table: the library is opened by path, so that Coda starts without it, and its own
// header, which no Debian package holds, is not needed. Every call that can fail writes its cause, cut to `room` bytes.
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The opened library and its environment.
typedef struct coda_ort coda_ort;
/// A loaded model. Runs on several threads at once.
typedef struct coda_ort_session coda_ort_session;
/// A tensor over memory that the caller owns.
typedef struct coda_ort_tensor coda_ort_tensor;

typedef enum { CODA_ORT_INPUT, CODA_ORT_OUTPUT } coda_ort_side;

/// How a model is to run.
typedef struct {
    int threads;  ///< that share one run, at least 1
    bool spins;   ///< whether idle threads burn a core to start 10 us sooner
    bool arena;   ///< whether freed memory is kept for the next run
} coda_ort_options;

/// One input or output as the model declares it; `name` lives as long as the session.
typedef struct {
    const char *name;
    int element;  ///< ONNXTensorElementDataType: 1 float, 7 int64; 0 where it is no tensor
    size_t rank;
    int64_t dimensions[8];  ///< negative where the caller may choose
} coda_ort_port;

/// Null where the library is missing, is not ONNX Runtime or is too old.
coda_ort *coda_ort_open(const char *library, char *cause, size_t room);
void coda_ort_close(coda_ort *);
const char *coda_ort_version(const coda_ort *);

/// Null where the file is no model that this library can run.
coda_ort_session *coda_ort_session_open(coda_ort *, const char *model, coda_ort_options, char *cause, size_t room);
void coda_ort_session_close(coda_ort_session *);
size_t coda_ort_port_count(const coda_ort_session *, coda_ort_side);
coda_ort_port coda_ort_port_at(const coda_ort_session *, coda_ort_side, size_t index);

/// `data` must outlive the tensor.
coda_ort_tensor *coda_ort_tensor_create(
    const coda_ort_session *, int element, const int64_t *dimensions, size_t rank, void *data, size_t bytes, char *cause, size_t room);
void coda_ort_tensor_free(const coda_ort_session *, coda_ort_tensor *);

/// Runs the model on one tensor for each input and output, in the model's own order; results land in the outputs' memory.
bool coda_ort_run(
    coda_ort_session *, const coda_ort_tensor *const *inputs, coda_ort_tensor *const *outputs, char *cause, size_t room);
