#define _GNU_SOURCE
#include <malloc.h>
#include "coda_posix.h"
#include "coda_crash.h"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

void coda_thread_describe(const char *name, int nice) {
    pthread_setname_np(pthread_self(), name);
    coda_crash_stack();
    if (nice != 0) setpriority(PRIO_PROCESS, (id_t)gettid(), nice);
}

static int signal_pipe[2] = {-1, -1};

static void note_signal(int number) {
    int saved = errno;
    unsigned char byte = (unsigned char)number;
    // A full pipe already holds more signals than anyone will read.
    (void)!write(signal_pipe[1], &byte, 1);
    errno = saved;
}

int coda_signals(void) {
    if (pipe2(signal_pipe, O_CLOEXEC) != 0) return -1;
    struct sigaction action = {.sa_handler = note_signal, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    if (sigaction(SIGTERM, &action, NULL) != 0 || sigaction(SIGINT, &action, NULL) != 0 ||
        sigaction(SIGHUP, &action, NULL) != 0)
        return -1;
    return signal_pipe[0];
}

size_t coda_heap_bytes(void) {
    struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
}
