// The executable's own malloc comes before the C library's, in every library too: it counts and hands on.
#include "allocation_count.h"

#include <errno.h>
#include <execinfo.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);
extern void __libc_free(void *);

enum { DEPTH = 24, SKIPPED = 2, PLACES = 4096 };

struct place {
    void *frames[DEPTH];
    int depth;
    long count;
};

static atomic_long count;
static atomic_long live_blocks;
static atomic_int counting;
static atomic_int keeping_places;
static atomic_flag table = ATOMIC_FLAG_INIT;
static struct place places[PLACES];
static int known;
static __thread int inside;

static void keep_place(void) {
    if (inside) return;
    inside = 1;
    struct place here;
    memset(&here, 0, sizeof here);
    here.depth = backtrace(here.frames, DEPTH);
    while (atomic_flag_test_and_set(&table)) {}
    int index = 0;
    while (index < known && (places[index].depth != here.depth || memcmp(places[index].frames, here.frames, sizeof here.frames))) index++;
    if (index == known && known < PLACES) places[known++] = here;
    if (index < known) places[index].count++;
    atomic_flag_clear(&table);
    inside = 0;
}

static void note(void) {
    if (!atomic_load_explicit(&counting, memory_order_relaxed)) return;
    atomic_fetch_add_explicit(&count, 1, memory_order_relaxed);
    if (atomic_load_explicit(&keeping_places, memory_order_relaxed)) keep_place();
}

// What is in use, from the process's first allocation on, so that no block is given back that was never counted.
static void *taken(void *memory) {
    if (memory) atomic_fetch_add_explicit(&live_blocks, 1, memory_order_relaxed);
    return memory;
}

static void given_back(void *memory) {
    if (memory) atomic_fetch_sub_explicit(&live_blocks, 1, memory_order_relaxed);
}

void *malloc(size_t size) {
    note();
    return taken(__libc_malloc(size));
}

void *calloc(size_t number, size_t size) {
    note();
    return taken(__libc_calloc(number, size));
}

void *realloc(void *memory, size_t size) {
    note();
    void *made = __libc_realloc(memory, size);
    // Nothing changed where there was no room; a size of 0 gave the block back.
    if (!made && size > 0) return made;
    given_back(memory);
    return taken(made);
}

void *memalign(size_t alignment, size_t size) {
    note();
    return taken(__libc_memalign(alignment, size));
}

void *aligned_alloc(size_t alignment, size_t size) {
    note();
    return taken(__libc_memalign(alignment, size));
}

int posix_memalign(void **memory, size_t alignment, size_t size) {
    note();
    void *made = taken(__libc_memalign(alignment, size));
    if (!made) return ENOMEM;
    *memory = made;
    return 0;
}

void free(void *memory) {
    given_back(memory);
    __libc_free(memory);
}

long coda_allocations_live_blocks(void) { return atomic_load(&live_blocks); }

void coda_allocations_begin(int with_places) {
    // The first backtrace loads a library.
    void *frames[2];
    backtrace(frames, 2);
    known = 0;
    memset(places, 0, sizeof places);
    atomic_store(&keeping_places, with_places);
    atomic_store(&count, 0);
    atomic_store(&counting, 1);
}

long coda_allocations_end(void) {
    atomic_store(&counting, 0);
    return atomic_load(&count);
}

static int by_count(const void *a, const void *b) {
    long first = ((const struct place *)a)->count, second = ((const struct place *)b)->count;
    return first < second ? 1 : first > second ? -1 : 0;
}

void coda_allocations_tell_places(int most) {
    qsort(places, known, sizeof places[0], by_count);
    for (int index = 0; index < known && index < most; index++) {
        dprintf(STDERR_FILENO, "%ld times\n", places[index].count);
        int depth = places[index].depth - SKIPPED;
        if (depth > 0) backtrace_symbols_fd(places[index].frames + SKIPPED, depth, STDERR_FILENO);
    }
}
