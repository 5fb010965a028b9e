#pragma once
// The few Linux calls that Swift's Glibc module leaves out.

#include <stddef.h>

/// Names the calling thread (at most 15 bytes), adds to its niceness, and gives it a stack to report a crash from.
void coda_thread_describe(const char *name, int nice);

/// From now on SIGTERM, SIGINT and SIGHUP write their number, a byte each, into a pipe whose reading end this returns; -1 with errno set on
/// failure.
int coda_signals(void);

/// Bytes of the C library's heap in use, large blocks included.
size_t coda_heap_bytes(void);
