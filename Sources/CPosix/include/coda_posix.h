#pragma once
// The few Linux calls that Swift's Glibc module leaves out.

#include <stddef.h>
#include <sys/types.h>

/// Names the calling thread (at most 15 bytes), adds to its niceness, and gives it a stack to report a crash from.
void coda_thread_describe(const char *name, int nice);

/// From now on SIGTERM, SIGINT and SIGHUP write their number, a byte each, into a pipe whose reading end this returns; -1 with errno set on
/// failure.
int coda_signals(void);

/// Bytes of the C library's heap in use, large blocks included.
size_t coda_heap_bytes(void);

/// A pipe whose ends no other program inherits, both numbered `lowest` or higher; 0, or an error number.
int coda_pipe(int ends[2], int lowest, int blocks);

/// Starts `command`, found by PATH, in a session of its own with `descriptors` as 0, 1, 2 and so on and no others, with no signal blocked or
/// ignored. Descriptors numbered lower than `count` would be in each other's way.
///
/// `words` and `variables` end with NULL; `folder` may be NULL. 0, or an error number.
int coda_spawn(pid_t *process, const char *command, char *const words[], char *const variables[], const char *folder,
               const int *descriptors, int count);
