#pragma once
#include <pthread.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

// Macros and enumerations that Swift would import as types of their own.
enum {
    CODA_EPOLL_IN = EPOLLIN,
    CODA_EPOLL_OUT = EPOLLOUT,
    CODA_EPOLL_BROKEN = EPOLLERR | EPOLLHUP,
};

static inline int coda_epoll_create(void) { return epoll_create1(EPOLL_CLOEXEC); }
static inline int coda_eventfd(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

static inline int coda_epoll_control(int epoll, int operation, int descriptor, uint32_t events, uint64_t key) {
    struct epoll_event event = {.events = events, .data.u64 = key};
    return epoll_ctl(epoll, operation, descriptor, &event);
}
static inline uint64_t coda_epoll_key(const struct epoll_event *event) { return event->data.u64; }

// A write to a connection that is gone must be an error of that connection, not the end of the process.
static inline void coda_block_broken_pipe(void) {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &signals, 0);
}
