#include "coda_onnxruntime.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Positions in the table, which only ever grows at its end.
enum {
    GET_ERROR_MESSAGE = 2,
    CREATE_ENV = 3,
    CREATE_SESSION = 7,
    RUN = 9,
    CREATE_SESSION_OPTIONS = 10,
    DISABLE_MEMORY_PATTERN = 17,
    DISABLE_CPU_ARENA = 19,
    SET_LOG_SEVERITY = 22,
    SET_INTRA_OP_THREADS = 24,
    SET_INTER_OP_THREADS = 25,
    INPUT_COUNT = 30,
    OUTPUT_COUNT = 31,
    INPUT_TYPE_INFO = 33,
    OUTPUT_TYPE_INFO = 34,
    INPUT_NAME = 36,
    OUTPUT_NAME = 37,
    CREATE_TENSOR_WITH_DATA = 49,
    CAST_TO_TENSOR_INFO = 55,
    ELEMENT_TYPE = 60,
    DIMENSIONS_COUNT = 61,
    DIMENSIONS = 62,
    CREATE_CPU_MEMORY_INFO = 69,
    ALLOCATOR_FREE = 76,
    DEFAULT_ALLOCATOR = 78,
    RELEASE_ENV = 92,
    RELEASE_STATUS = 93,
    RELEASE_MEMORY_INFO = 94,
    RELEASE_SESSION = 95,
    RELEASE_VALUE = 96,
    RELEASE_TYPE_INFO = 98,
    RELEASE_SESSION_OPTIONS = 100,
    ADD_CONFIG_ENTRY = 130,
};

// Table version 5 is the first with ADD_CONFIG_ENTRY.
enum { TABLE_VERSION = 5, LOG_FATAL_ONLY = 4, DEVICE_ALLOCATOR = 0, ORDINARY_MEMORY = 0, MOST_PORTS = 32 };

typedef struct {
    void *const *(*table)(uint32_t version);
    const char *(*version)(void);
} api_base;

struct coda_ort {
    const api_base *base;
    void *const *table;
    void *environment;
};

struct coda_ort_session {
    coda_ort *runtime;
    void *session, *memory_info, *allocator;
    size_t count[2];
    const char *names[2][MOST_PORTS];
    coda_ort_port ports[2][MOST_PORTS];
};

// A call through the table that answers with a status, null where all is well.
#define STATUS(runtime, slot, ...) ((void *(*)(__VA_ARGS__))(runtime)->table[slot])
#define RELEASE(runtime, slot, thing) ((void (*)(void *))(runtime)->table[slot])(thing)

static bool failed(const coda_ort *runtime, void *status, char *cause, size_t room) {
    if (!status) return false;
    const char *message = ((const char *(*)(const void *))runtime->table[GET_ERROR_MESSAGE])(status);
    snprintf(cause, room, "%s", message ? message : "no reason given");
    RELEASE(runtime, RELEASE_STATUS, status);
    return true;
}

coda_ort *coda_ort_open(const char *library, char *cause, size_t room) {
    void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    if (!handle) {
        const char *reason = dlerror();
        snprintf(cause, room, "%s", reason ? reason : "it cannot be opened");
        return NULL;
    }
    // The library starts threads and registers exit handlers, so it is never unloaded once it has been entered.
    const api_base *(*entry)(void) = (const api_base *(*)(void))dlsym(handle, "OrtGetApiBase");
    if (!entry) {
        snprintf(cause, room, "it is not ONNX Runtime: it has no OrtGetApiBase");
        dlclose(handle);
        return NULL;
    }
    coda_ort *runtime = calloc(1, sizeof *runtime);
    if (!runtime) {
        snprintf(cause, room, "out of memory");
        return NULL;
    }
    runtime->base = entry();
    runtime->table = runtime->base->table(TABLE_VERSION);
    if (!runtime->table) {
        snprintf(cause, room, "version %s does not know function table %d", runtime->base->version(), TABLE_VERSION);
        free(runtime);
        return NULL;
    }
    void *status = STATUS(runtime, CREATE_ENV, int, const char *, void **)(LOG_FATAL_ONLY, "coda", &runtime->environment);
    if (failed(runtime, status, cause, room)) {
        free(runtime);
        return NULL;
    }
    return runtime;
}

void coda_ort_close(coda_ort *runtime) {
    if (!runtime) return;
    RELEASE(runtime, RELEASE_ENV, runtime->environment);
    free(runtime);
}

const char *coda_ort_version(const coda_ort *runtime) { return runtime->base->version(); }

static bool configure(coda_ort *runtime, void *options, coda_ort_options wish, char *cause, size_t room) {
    if (failed(runtime, STATUS(runtime, SET_INTRA_OP_THREADS, void *, int)(options, wish.threads), cause, room)) return false;
    if (failed(runtime, STATUS(runtime, SET_INTER_OP_THREADS, void *, int)(options, 1), cause, room)) return false;
    // The cause of every failure travels to the caller; the library need not print it too.
    if (failed(runtime, STATUS(runtime, SET_LOG_SEVERITY, void *, int)(options, LOG_FATAL_ONLY), cause, room)) return false;
    if (!wish.arena) {
        if (failed(runtime, STATUS(runtime, DISABLE_CPU_ARENA, void *)(options), cause, room)) return false;
        if (failed(runtime, STATUS(runtime, DISABLE_MEMORY_PATTERN, void *)(options), cause, room)) return false;
    }
    const char *entries[][2] = {
        {"session.intra_op.allow_spinning", wish.spins ? "1" : "0"},
        // Sums of 8-bit products overflow on x86 processors without VNNI, where a model then says something else than elsewhere. Slower
        // there (unsigned weights), and nothing elsewhere.
        {"session.x64quantprecision", "1"},
    };
    for (size_t index = 0; index < sizeof entries / sizeof *entries; index++) {
        void *status = STATUS(runtime, ADD_CONFIG_ENTRY, void *, const char *, const char *)(options, entries[index][0], entries[index][1]);
        if (failed(runtime, status, cause, room)) return false;
    }
    return true;
}

static bool describe(coda_ort_session *session, int side, size_t index, char *cause, size_t room) {
    coda_ort *runtime = session->runtime;
    char *name = NULL;
    void *status = STATUS(runtime, side ? OUTPUT_NAME : INPUT_NAME, void *, size_t, void *, char **)(
        session->session, index, session->allocator, &name);
    if (failed(runtime, status, cause, room)) return false;
    session->names[side][index] = name;
    coda_ort_port *port = &session->ports[side][index];
    port->name = name;
    void *info = NULL;
    status = STATUS(runtime, side ? OUTPUT_TYPE_INFO : INPUT_TYPE_INFO, void *, size_t, void **)(session->session, index, &info);
    if (failed(runtime, status, cause, room)) return false;
    const void *shape = NULL;
    bool good = !failed(runtime, STATUS(runtime, CAST_TO_TENSOR_INFO, void *, const void **)(info, &shape), cause, room);
    if (good && shape) {
        good = !failed(runtime, STATUS(runtime, ELEMENT_TYPE, const void *, int *)(shape, &port->element), cause, room)
            && !failed(runtime, STATUS(runtime, DIMENSIONS_COUNT, const void *, size_t *)(shape, &port->rank), cause, room);
        size_t most = sizeof port->dimensions / sizeof *port->dimensions;
        if (good && port->rank > most) {
            snprintf(cause, room, "%s has %zu dimensions, and %zu are supported", name, port->rank, most);
            good = false;
        }
        if (good && port->rank > 0) {
            status = STATUS(runtime, DIMENSIONS, const void *, int64_t *, size_t)(shape, port->dimensions, port->rank);
            good = !failed(runtime, status, cause, room);
        }
    }
    RELEASE(runtime, RELEASE_TYPE_INFO, info);
    return good;
}

static bool describe_all(coda_ort_session *session, char *cause, size_t room) {
    coda_ort *runtime = session->runtime;
    for (int side = 0; side < 2; side++) {
        size_t count = 0;
        void *status = STATUS(runtime, side ? OUTPUT_COUNT : INPUT_COUNT, void *, size_t *)(session->session, &count);
        if (failed(runtime, status, cause, room)) return false;
        if (count > MOST_PORTS) {
            snprintf(cause, room, "it has %zu inputs or outputs, and %d are supported", count, MOST_PORTS);
            return false;
        }
        session->count[side] = count;
        for (size_t index = 0; index < count; index++)
            if (!describe(session, side, index, cause, room)) return false;
    }
    return true;
}

coda_ort_session *coda_ort_session_open(coda_ort *runtime, const char *model, coda_ort_options wish, char *cause, size_t room) {
    coda_ort_session *session = calloc(1, sizeof *session);
    if (!session) {
        snprintf(cause, room, "out of memory");
        return NULL;
    }
    session->runtime = runtime;
    void *options = NULL;
    bool good = !failed(runtime, STATUS(runtime, CREATE_SESSION_OPTIONS, void **)(&options), cause, room);
    good = good && configure(runtime, options, wish, cause, room);
    if (good) {
        void *status = STATUS(runtime, CREATE_SESSION, void *, const char *, void *, void **)(
            runtime->environment, model, options, &session->session);
        good = !failed(runtime, status, cause, room);
    }
    if (options) RELEASE(runtime, RELEASE_SESSION_OPTIONS, options);
    good = good && !failed(runtime, STATUS(runtime, DEFAULT_ALLOCATOR, void **)(&session->allocator), cause, room);
    if (good) {
        void *status = STATUS(runtime, CREATE_CPU_MEMORY_INFO, int, int, void **)(DEVICE_ALLOCATOR, ORDINARY_MEMORY, &session->memory_info);
        good = !failed(runtime, status, cause, room);
    }
    good = good && describe_all(session, cause, room);
    if (good) return session;
    coda_ort_session_close(session);
    return NULL;
}

void coda_ort_session_close(coda_ort_session *session) {
    if (!session) return;
    coda_ort *runtime = session->runtime;
    char ignored[1];
    for (int side = 0; side < 2; side++)
        for (size_t index = 0; index < MOST_PORTS; index++) {
            void *name = (void *)session->names[side][index];
            if (name) failed(runtime, STATUS(runtime, ALLOCATOR_FREE, void *, void *)(session->allocator, name), ignored, 1);
        }
    if (session->session) RELEASE(runtime, RELEASE_SESSION, session->session);
    if (session->memory_info) RELEASE(runtime, RELEASE_MEMORY_INFO, session->memory_info);
    free(session);
}

size_t coda_ort_port_count(const coda_ort_session *session, coda_ort_side side) { return session->count[side]; }

coda_ort_port coda_ort_port_at(const coda_ort_session *session, coda_ort_side side, size_t index) {
    return session->ports[side][index];
}

coda_ort_tensor *coda_ort_tensor_create(
    const coda_ort_session *session, int element, const int64_t *dimensions, size_t rank, void *data, size_t bytes, char *cause, size_t room) {
    void *value = NULL;
    void *status = STATUS(session->runtime, CREATE_TENSOR_WITH_DATA, void *, void *, size_t, const int64_t *, size_t, int, void **)(
        session->memory_info, data, bytes, dimensions, rank, element, &value);
    return failed(session->runtime, status, cause, room) ? NULL : value;
}

void coda_ort_tensor_free(const coda_ort_session *session, coda_ort_tensor *tensor) {
    if (tensor) RELEASE(session->runtime, RELEASE_VALUE, tensor);
}

bool coda_ort_run(
    coda_ort_session *session, const coda_ort_tensor *const *inputs, coda_ort_tensor *const *outputs, char *cause, size_t room) {
    // The library writes its own tensors only where it finds none, and never replaces the ones it is given.
    coda_ort_tensor *results[MOST_PORTS];
    memcpy(results, outputs, session->count[CODA_ORT_OUTPUT] * sizeof *results);
    void *status = STATUS(
        session->runtime, RUN, void *, void *, const char *const *, const coda_ort_tensor *const *, size_t, const char *const *, size_t,
        coda_ort_tensor **)(
        session->session, NULL, session->names[CODA_ORT_INPUT], inputs, session->count[CODA_ORT_INPUT], session->names[CODA_ORT_OUTPUT],
        session->count[CODA_ORT_OUTPUT], results);
    return !failed(session->runtime, status, cause, room);
}
