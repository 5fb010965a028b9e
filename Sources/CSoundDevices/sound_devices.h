#pragma once
// What the two sound systems have in common.
#include "coda_sound_devices.h"

#include <stdio.h>

struct coda_sound {
    coda_sound_system system;
    coda_sound_direction direction;
    void *stream;
};

typedef void (*coda_tell)(const char *name, const char *description, void *user);

/// Opens a library and looks up `count` functions; false with the cause where one is missing. What is opened stays open.
bool coda_load(const char *library, const char *const *names, void **functions, size_t count, char *cause, size_t room);

bool coda_pulse_present(char *cause, size_t room);
void *coda_pulse_open(coda_sound_direction, const char *device, unsigned hertz, char *cause, size_t room);
void coda_pulse_close(void *stream);
bool coda_pulse_read(void *stream, int16_t *samples, size_t count, char *cause, size_t room);
bool coda_pulse_write(void *stream, const int16_t *samples, size_t count, char *cause, size_t room);
void coda_pulse_drop(void *stream);
void coda_pulse_drain(void *stream);
bool coda_pulse_list(coda_sound_direction, coda_tell, void *user, char *cause, size_t room);

bool coda_alsa_present(char *cause, size_t room);
void *coda_alsa_open(coda_sound_direction, const char *device, unsigned hertz, char *cause, size_t room);
void coda_alsa_close(void *stream);
bool coda_alsa_read(void *stream, int16_t *samples, size_t count, char *cause, size_t room);
bool coda_alsa_write(void *stream, const int16_t *samples, size_t count, char *cause, size_t room);
void coda_alsa_drop(void *stream);
void coda_alsa_drain(void *stream);
bool coda_alsa_list(coda_sound_direction, coda_tell, void *user, char *cause, size_t room);
