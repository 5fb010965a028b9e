#pragma once
// The report of a crash, made with nothing but what a signal handler may call.

/// From now on SIGSEGV, SIGBUS, SIGILL, SIGABRT, SIGFPE and SIGTRAP leave a report and then do what they would have done.
///
/// `path` is the file, made when it comes to that (mode 0600); NULL writes to standard error alone. `about` is the program's version.
/// 0, or -1 with errno set.
int coda_crash_reports(const char *path, const char *about);

/// Gives the calling thread a stack of its own for the report, so that an overflow of its own stack is reported too.
void coda_crash_stack(void);

/// Gives that stack back; the thread is about to end.
void coda_crash_stack_end(void);
