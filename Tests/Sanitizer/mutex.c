// Tells the thread sanitizer what it cannot see of Swift's Mutex, when loaded before a program built with it (LD_PRELOAD).
//
// Mutex takes and leaves a free lock with compare-and-exchange in code of the caller, which is instrumented. A contended one goes through
// futex calls in libswiftSynchronization, which is not: that a waiter comes after the owner who left then goes unseen, and everything under the
// lock looks like a race. These three functions stand before the library's own, call them, and say so. Nothing is suppressed.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *self
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define TRY_LOCK "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

static SWIFT void (*next_lock)(uint32_t thread, SELF);
static SWIFT bool (*next_try_lock)(SELF);
static SWIFT void (*next_unlock)(SELF);
static void (*acquire)(void *);
static void (*release)(void *);

static void *found(const char *name) {
    void *address = dlsym(RTLD_NEXT, name);
    if (address != NULL) return address;
    fprintf(stderr, "mutex.c: %s is not there: Swift's Mutex has changed, and this file must follow\n", name);
    exit(70);
}

__attribute__((constructor)) static void find(void) {
    acquire = (void (*)(void *))dlsym(RTLD_DEFAULT, "__tsan_acquire");
    release = (void (*)(void *))dlsym(RTLD_DEFAULT, "__tsan_release");
    // Another program of those that the tests start, such as the sanitizer's own symbolizer.
    if (acquire == NULL || release == NULL) return;
    next_lock = found(LOCK);
    next_try_lock = found(TRY_LOCK);
    next_unlock = found(UNLOCK);
}

SWIFT void coda_lock(uint32_t thread, SELF) __asm__(LOCK);
SWIFT void coda_lock(uint32_t thread, SELF) {
    next_lock(thread, self);
    acquire(self);
}

SWIFT bool coda_try_lock(SELF) __asm__(TRY_LOCK);
SWIFT bool coda_try_lock(SELF) {
    bool taken = next_try_lock(self);
    if (taken) acquire(self);
    return taken;
}

SWIFT void coda_unlock(SELF) __asm__(UNLOCK);
SWIFT void coda_unlock(SELF) {
    release(self);
    next_unlock(self);
}
