// Crashes in the way its argument says, with the report of coda_crash.h in the file named second.
#include "coda_crash.h"
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

static __attribute__((noinline)) int fall(volatile int depth) {
    volatile char room[4096];
    room[0] = (char)depth;
    return depth < 0 ? 0 : fall(depth + 1) + room[0];
}

static __attribute__((noinline)) void write_nowhere(void) { *(volatile int *)0x10 = 1; }

static void *overflow(void *nothing) {
    coda_crash_stack();
    fall(1);
    return nothing;
}

static void *stray(void *nothing) {
    coda_crash_stack();
    write_nowhere();
    return nothing;
}

static void on_threads(int count, void *(*body)(void *)) {
    pthread_t thread;
    for (int index = 0; index < count; index++) pthread_create(&thread, NULL, body, NULL);
    pthread_join(thread, NULL);
}

int main(int count, char **words) {
    if (count < 3 || coda_crash_reports(words[2], "test") != 0) return 1;
    if (strcmp(words[1], "null") == 0) write_nowhere();
    if (strcmp(words[1], "trap") == 0) __builtin_trap();
    if (strcmp(words[1], "abort") == 0) abort();
    if (strcmp(words[1], "overflow") == 0) on_threads(1, overflow);
    if (strcmp(words[1], "many") == 0) on_threads(8, stray);
    return 0;
}
