#include "sound_devices.h"

#include <pthread.h>

// Layouts and values of the library's stable interface (pulse/simple.h, pulse/sample.h, pulse/def.h, pulse/introspect.h).
enum { S16_LITTLE_ENDIAN = 3, PLAYBACK = 1, RECORD = 2, READY = 4, FAILED = 5, TERMINATED = 6, NO_AUTOSPAWN = 1, RUNNING = 0 };

typedef struct {
    int format;
    uint32_t rate;
    uint8_t channels;
} sample_spec;

typedef struct {
    uint32_t maximum, target, prebuffer, minimum_request, fragment;
} buffer_attributes;

/// How a source or a sink begins.
typedef struct {
    const char *name;
    uint32_t index;
    const char *description;
} device_info;

enum { NEW, FREE, READ, WRITE, FLUSH, DRAIN, SIMPLE_COUNT };
static const char *const simple_names[] = {
    "pa_simple_new", "pa_simple_free", "pa_simple_read", "pa_simple_write", "pa_simple_flush", "pa_simple_drain",
};
enum {
    LOOP_NEW, LOOP_FREE, LOOP_API, LOOP_ITERATE, CONTEXT_NEW, CONTEXT_CONNECT, CONTEXT_STATE, CONTEXT_DISCONNECT, CONTEXT_UNREF,
    SOURCES, SINKS, OPERATION_STATE, OPERATION_UNREF, ERROR_TEXT, LISTING_COUNT,
};
static const char *const listing_names[] = {
    "pa_mainloop_new", "pa_mainloop_free", "pa_mainloop_get_api", "pa_mainloop_iterate", "pa_context_new", "pa_context_connect",
    "pa_context_get_state", "pa_context_disconnect", "pa_context_unref", "pa_context_get_source_info_list",
    "pa_context_get_sink_info_list", "pa_operation_get_state", "pa_operation_unref", "pa_strerror",
};
static void *simple[SIMPLE_COUNT];
static void *listing[LISTING_COUNT];
static char missing[160];
static pthread_once_t once = PTHREAD_ONCE_INIT;

#define CALL(table, slot, result, ...) ((result(*)(__VA_ARGS__))table[slot])

static void load(void) {
    if (coda_load("libpulse.so.0", listing_names, listing, LISTING_COUNT, missing, sizeof missing))
        coda_load("libpulse-simple.so.0", simple_names, simple, SIMPLE_COUNT, missing, sizeof missing);
}

bool coda_pulse_present(char *cause, size_t room) {
    pthread_once(&once, load);
    if (missing[0]) snprintf(cause, room, "%s", missing);
    return !missing[0];
}

static void explain(int error, char *cause, size_t room) {
    const char *text = CALL(listing, ERROR_TEXT, const char *, int)(error);
    snprintf(cause, room, "%s", text ? text : "no reason given");
}

void *coda_pulse_open(coda_sound_direction direction, const char *device, unsigned hertz, char *cause, size_t room) {
    sample_spec form = {S16_LITTLE_ENDIAN, hertz, 1};
    // 20 ms pieces from the microphone; 60 ms before the speaker.
    uint32_t frame = hertz / 50 * 2;
    buffer_attributes buffer = {UINT32_MAX, 3 * frame, UINT32_MAX, UINT32_MAX, frame};
    bool plays = direction == CODA_SOUND_PLAYBACK;
    if (plays) buffer.prebuffer = frame;
    int error = 0;
    void *stream = CALL(
        simple, NEW, void *, const char *, const char *, int, const char *, const char *, const sample_spec *, const void *,
        const buffer_attributes *, int *)(
        NULL, "Coda", plays ? PLAYBACK : RECORD, device, plays ? "voice" : "microphone", &form, NULL, &buffer, &error);
    if (!stream) explain(error, cause, room);
    return stream;
}

void coda_pulse_close(void *stream) { CALL(simple, FREE, void, void *)(stream); }

bool coda_pulse_read(void *stream, int16_t *samples, size_t count, char *cause, size_t room) {
    int error = 0;
    if (CALL(simple, READ, int, void *, void *, size_t, int *)(stream, samples, 2 * count, &error) >= 0) return true;
    explain(error, cause, room);
    return false;
}

bool coda_pulse_write(void *stream, const int16_t *samples, size_t count, char *cause, size_t room) {
    int error = 0;
    if (CALL(simple, WRITE, int, void *, const void *, size_t, int *)(stream, samples, 2 * count, &error) >= 0) return true;
    explain(error, cause, room);
    return false;
}

void coda_pulse_drop(void *stream) { CALL(simple, FLUSH, int, void *, int *)(stream, NULL); }
void coda_pulse_drain(void *stream) { CALL(simple, DRAIN, int, void *, int *)(stream, NULL); }

typedef struct {
    coda_tell tell;
    void *user;
} listener;

static void found(void *context, const device_info *info, int end, void *user) {
    (void)context;
    listener *to = user;
    if (end == 0 && info) to->tell(info->name, info->description ? info->description : "", to->user);
}

static bool list(void *loop, void *context, coda_sound_direction direction, listener *to) {
    int state;
    while ((state = CALL(listing, CONTEXT_STATE, int, void *)(context)) != READY) {
        if (state == FAILED || state == TERMINATED) return false;
        if (CALL(listing, LOOP_ITERATE, int, void *, int, int *)(loop, 1, NULL) < 0) return false;
    }
    int slot = direction == CODA_SOUND_CAPTURE ? SOURCES : SINKS;
    void *operation = CALL(listing, slot, void *, void *, void (*)(void *, const device_info *, int, void *), void *)(context, found, to);
    if (!operation) return false;
    bool good = true;
    while (good && CALL(listing, OPERATION_STATE, int, void *)(operation) == RUNNING)
        good = CALL(listing, LOOP_ITERATE, int, void *, int, int *)(loop, 1, NULL) >= 0;
    CALL(listing, OPERATION_UNREF, void, void *)(operation);
    return good;
}

bool coda_pulse_list(coda_sound_direction direction, coda_tell tell, void *user, char *cause, size_t room) {
    void *loop = CALL(listing, LOOP_NEW, void *, void)();
    void *api = loop ? CALL(listing, LOOP_API, void *, void *)(loop) : NULL;
    void *context = api ? CALL(listing, CONTEXT_NEW, void *, void *, const char *)(api, "Coda") : NULL;
    listener to = {tell, user};
    bool good = context
        && CALL(listing, CONTEXT_CONNECT, int, void *, const char *, int, const void *)(context, NULL, NO_AUTOSPAWN, NULL) >= 0
        && list(loop, context, direction, &to);
    if (!good) snprintf(cause, room, "no PulseAudio server answers");
    if (context) {
        CALL(listing, CONTEXT_DISCONNECT, void, void *)(context);
        CALL(listing, CONTEXT_UNREF, void, void *)(context);
    }
    if (loop) CALL(listing, LOOP_FREE, void, void *)(loop);
    return good;
}
