#pragma once
// Microphones and speakers through PulseAudio or ALSA. Their libraries are opened at run time, so that Coda links neither and
// starts without them. Every call that can fail writes its cause, cut to `room` bytes.
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// One open stream of 16-bit mono sound.
typedef struct coda_sound coda_sound;

typedef enum { CODA_SOUND_PULSE, CODA_SOUND_ALSA } coda_sound_system;
typedef enum { CODA_SOUND_CAPTURE, CODA_SOUND_PLAYBACK } coda_sound_direction;

/// Whether the system's library is there.
bool coda_sound_present(coda_sound_system, char *cause, size_t room);

/// Null where the device cannot be opened; a null device is the system's default.
coda_sound *coda_sound_open(
    coda_sound_system, coda_sound_direction, const char *device, unsigned hertz, char *cause, size_t room);
void coda_sound_close(coda_sound *);

/// Blocks until `count` samples are there.
bool coda_sound_read(coda_sound *, int16_t *samples, size_t count, char *cause, size_t room);
/// Blocks until the device took `count` samples.
bool coda_sound_write(coda_sound *, const int16_t *samples, size_t count, char *cause, size_t room);
/// Forgets what was written and not yet heard.
void coda_sound_drop(coda_sound *);
/// Blocks until everything written was heard.
void coda_sound_drain(coda_sound *);

/// Calls `tell` with the name and the description of every device; the texts live as long as the call.
bool coda_sound_list(
    coda_sound_system, coda_sound_direction, void (*tell)(const char *name, const char *description, void *user), void *user, char *cause,
    size_t room);
