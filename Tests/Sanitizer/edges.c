// Tells the thread sanitizer what it cannot see of Swift's runtime, when loaded before a program built with it (LD_PRELOAD).
//
// Swift's libraries are not instrumented, so two ways in which one thread comes after another go unseen, and correct code looks like a race:
// - a contended Mutex. It takes and leaves a free lock with compare-and-exchange in code of the caller, which is instrumented; a contended one
//   goes through futex calls in libswiftSynchronization. Who gets it comes after the owner who left.
// - a buffer changed in place because nobody else holds it any more. Who finds that comes after everyone who let go of it.
// The functions here stand before the libraries' own, call them, and say so. Nothing is suppressed.
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

// Of the sanitizer; absent in other programs that inherit this library, such as the one that starts the tests.
__attribute__((weak)) void __tsan_acquire(void *address);
__attribute__((weak)) void __tsan_release(void *address);

static void acquire(void *address) {
    if (__tsan_acquire != NULL && address != NULL) __tsan_acquire(address);
}

static void release(void *address) {
    if (__tsan_release != NULL && address != NULL) __tsan_release(address);
}

static void *next(const char *name) {
    void *address = dlsym(RTLD_NEXT, name);
    if (address != NULL) return address;
    fprintf(stderr, "edges.c: %s is not there: Swift's runtime has changed, and this file must follow\n", name);
    abort();
}

// Found once; finding it twice at the same time gives the same.
#define NEXT(name)                                                                                                                              \
    static void *_Atomic known;                                                                                                                 \
    void *target = known;                                                                                                                       \
    if (target == NULL) known = target = next(name)

SWIFT void coda_lock(uint32_t thread, SELF) __asm__(LOCK);
SWIFT void coda_lock(uint32_t thread, SELF) {
    NEXT(LOCK);
    ((SWIFT void (*)(uint32_t, SELF))target)(thread, self);
    acquire(self);
}

SWIFT bool coda_try_lock(SELF) __asm__(TRY_LOCK);
SWIFT bool coda_try_lock(SELF) {
    NEXT(TRY_LOCK);
    bool taken = ((SWIFT bool (*)(SELF))target)(self);
    if (taken) acquire(self);
    return taken;
}

SWIFT void coda_unlock(SELF) __asm__(UNLOCK);
SWIFT void coda_unlock(SELF) {
    NEXT(UNLOCK);
    release(self);
    ((SWIFT void (*)(SELF))target)(self);
}

void swift_release(void *object) {
    NEXT("swift_release");
    release(object);
    ((void (*)(void *))target)(object);
}

void swift_release_n(void *object, uint32_t count) {
    NEXT("swift_release_n");
    release(object);
    ((void (*)(void *, uint32_t))target)(object, count);
}

bool swift_isUniquelyReferenced_nonNull_native(void *object) {
    NEXT("swift_isUniquelyReferenced_nonNull_native");
    bool isUnique = ((bool (*)(void *))target)(object);
    if (isUnique) acquire(object);
    return isUnique;
}
