#include "sound_devices.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

// Values of the library's stable interface (alsa/pcm.h).
enum { STREAM_PLAYBACK = 0, STREAM_CAPTURE = 1, FORMAT_S16_LE = 2, INTERLEAVED = 3, MAY_RESAMPLE = 1, LATENCY_MICROSECONDS = 60000 };

enum {
    OPEN, CLOSE, SET_PARAMETERS, READ, WRITE, RECOVER, DROP, PREPARE, DRAIN, ERROR_TEXT, SET_ERROR_HANDLER, HINTS, HINT, FREE_HINTS, COUNT,
};
static const char *const names[] = {
    "snd_pcm_open", "snd_pcm_close", "snd_pcm_set_params", "snd_pcm_readi", "snd_pcm_writei", "snd_pcm_recover", "snd_pcm_drop",
    "snd_pcm_prepare", "snd_pcm_drain", "snd_strerror", "snd_lib_error_set_handler", "snd_device_name_hint", "snd_device_name_get_hint",
    "snd_device_name_free_hint",
};
static void *table[COUNT];
static char missing[160];
static pthread_once_t once = PTHREAD_ONCE_INIT;

#define CALL(slot, result, ...) ((result(*)(__VA_ARGS__))table[slot])

// The cause of every failure travels to the caller; the library need not print it too.
static void silence(const char *file, int line, const char *function, int error, const char *format, ...) {
    (void)file, (void)line, (void)function, (void)error, (void)format;
}

static void load(void) {
    if (coda_load("libasound.so.2", names, table, COUNT, missing, sizeof missing))
        CALL(SET_ERROR_HANDLER, int, void (*)(const char *, int, const char *, int, const char *, ...))(silence);
}

bool coda_alsa_present(char *cause, size_t room) {
    pthread_once(&once, load);
    if (missing[0]) snprintf(cause, room, "%s", missing);
    return !missing[0];
}

static bool failed(long status, char *cause, size_t room) {
    if (status >= 0) return false;
    snprintf(cause, room, "%s", CALL(ERROR_TEXT, const char *, int)((int)status));
    return true;
}

void *coda_alsa_open(coda_sound_direction direction, const char *device, unsigned hertz, char *cause, size_t room) {
    void *stream = NULL;
    int side = direction == CODA_SOUND_CAPTURE ? STREAM_CAPTURE : STREAM_PLAYBACK;
    int status = CALL(OPEN, int, void **, const char *, int, int)(&stream, device ? device : "default", side, 0);
    if (failed(status, cause, room)) return NULL;
    status = CALL(SET_PARAMETERS, int, void *, int, int, unsigned, unsigned, int, unsigned)(
        stream, FORMAT_S16_LE, INTERLEAVED, 1, hertz, MAY_RESAMPLE, LATENCY_MICROSECONDS);
    if (!failed(status, cause, room)) return stream;
    CALL(CLOSE, int, void *)(stream);
    return NULL;
}

void coda_alsa_close(void *stream) { CALL(CLOSE, int, void *)(stream); }

/// A stream that ran dry or over goes on after its recovery; 0 where it does.
static int recover(void *stream, long error) { return CALL(RECOVER, int, void *, int, int)(stream, (int)error, 1); }

bool coda_alsa_read(void *stream, int16_t *samples, size_t count, char *cause, size_t room) {
    while (count > 0) {
        long got = CALL(READ, long, void *, void *, unsigned long)(stream, samples, count);
        if (got < 0 && failed(recover(stream, got), cause, room)) return false;
        if (got <= 0) continue;
        samples += got;
        count -= (size_t)got;
    }
    return true;
}

bool coda_alsa_write(void *stream, const int16_t *samples, size_t count, char *cause, size_t room) {
    while (count > 0) {
        long taken = CALL(WRITE, long, void *, const void *, unsigned long)(stream, samples, count);
        if (taken < 0 && failed(recover(stream, taken), cause, room)) return false;
        if (taken <= 0) continue;
        samples += taken;
        count -= (size_t)taken;
    }
    return true;
}

void coda_alsa_drop(void *stream) {
    CALL(DROP, int, void *)(stream);
    CALL(PREPARE, int, void *)(stream);
}

void coda_alsa_drain(void *stream) {
    CALL(DRAIN, int, void *)(stream);
    CALL(PREPARE, int, void *)(stream);
}

bool coda_alsa_list(coda_sound_direction direction, coda_tell tell, void *user, char *cause, size_t room) {
    void **hints = NULL;
    if (failed(CALL(HINTS, int, int, const char *, void ***)(-1, "pcm", &hints), cause, room)) return false;
    const char *other = direction == CODA_SOUND_CAPTURE ? "Output" : "Input";
    for (void **hint = hints; hint && *hint; hint++) {
        char *name = CALL(HINT, char *, const void *, const char *)(*hint, "NAME");
        char *description = CALL(HINT, char *, const void *, const char *)(*hint, "DESC");
        char *side = CALL(HINT, char *, const void *, const char *)(*hint, "IOID");
        // Plug-ins are listed too; devices are cards and the default. One without a side has both.
        bool device = name && (strstr(name, "CARD=") || strcmp(name, "default") == 0);
        if (device && !(side && strcmp(side, other) == 0)) {
            if (description) description[strcspn(description, "\n")] = 0;
            tell(name, description ? description : "", user);
        }
        free(name);
        free(description);
        free(side);
    }
    if (hints) CALL(FREE_HINTS, int, void **)(hints);
    return true;
}
