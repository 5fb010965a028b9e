#include "sound_devices.h"

#include <dlfcn.h>
#include <stdlib.h>

bool coda_load(const char *library, const char *const *names, void **functions, size_t count, char *cause, size_t room) {
    void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    if (!handle) {
        snprintf(cause, room, "%s is not installed", library);
        return false;
    }
    for (size_t index = 0; index < count; index++) {
        functions[index] = dlsym(handle, names[index]);
        if (!functions[index]) {
            snprintf(cause, room, "%s has no %s", library, names[index]);
            return false;
        }
    }
    return true;
}

bool coda_sound_present(coda_sound_system system, char *cause, size_t room) {
    return system == CODA_SOUND_PULSE ? coda_pulse_present(cause, room) : coda_alsa_present(cause, room);
}

coda_sound *coda_sound_open(
    coda_sound_system system, coda_sound_direction direction, const char *device, unsigned hertz, char *cause, size_t room) {
    if (!coda_sound_present(system, cause, room)) return NULL;
    coda_sound *sound = calloc(1, sizeof *sound);
    if (!sound) {
        snprintf(cause, room, "out of memory");
        return NULL;
    }
    sound->system = system;
    sound->direction = direction;
    sound->stream = system == CODA_SOUND_PULSE ? coda_pulse_open(direction, device, hertz, cause, room)
                                               : coda_alsa_open(direction, device, hertz, cause, room);
    if (sound->stream) return sound;
    free(sound);
    return NULL;
}

void coda_sound_close(coda_sound *sound) {
    if (!sound) return;
    if (sound->system == CODA_SOUND_PULSE) coda_pulse_close(sound->stream);
    else coda_alsa_close(sound->stream);
    free(sound);
}

bool coda_sound_read(coda_sound *sound, int16_t *samples, size_t count, char *cause, size_t room) {
    return sound->system == CODA_SOUND_PULSE ? coda_pulse_read(sound->stream, samples, count, cause, room)
                                             : coda_alsa_read(sound->stream, samples, count, cause, room);
}

bool coda_sound_write(coda_sound *sound, const int16_t *samples, size_t count, char *cause, size_t room) {
    return sound->system == CODA_SOUND_PULSE ? coda_pulse_write(sound->stream, samples, count, cause, room)
                                             : coda_alsa_write(sound->stream, samples, count, cause, room);
}

void coda_sound_drop(coda_sound *sound) {
    if (sound->system == CODA_SOUND_PULSE) coda_pulse_drop(sound->stream);
    else coda_alsa_drop(sound->stream);
}

void coda_sound_drain(coda_sound *sound) {
    if (sound->system == CODA_SOUND_PULSE) coda_pulse_drain(sound->stream);
    else coda_alsa_drain(sound->stream);
}

bool coda_sound_list(
    coda_sound_system system, coda_sound_direction direction, coda_tell tell, void *user, char *cause, size_t room) {
    if (!coda_sound_present(system, cause, room)) return false;
    return system == CODA_SOUND_PULSE ? coda_pulse_list(direction, tell, user, cause, room)
                                      : coda_alsa_list(direction, tell, user, cause, room);
}
