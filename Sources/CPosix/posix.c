#define _GNU_SOURCE
#include "coda_posix.h"
#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

void coda_thread_describe(const char *name, int nice) {
    pthread_setname_np(pthread_self(), name);
    if (nice != 0) setpriority(PRIO_PROCESS, (id_t)gettid(), nice);
}
