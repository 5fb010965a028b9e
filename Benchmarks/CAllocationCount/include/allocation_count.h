#ifndef CODA_ALLOCATION_COUNT_H
#define CODA_ALLOCATION_COUNT_H

/// Begins to count what every thread of the process allocates.
/// - with_places: also keep the call stack of each, up to a few thousand different ones.
void coda_allocations_begin(int with_places);
/// Stops counting; gives how many times memory was asked for since it began (a growing `realloc` counts, `free` does not).
long coda_allocations_end(void);
/// Blocks handed out and not given back, in the whole process.
long coda_allocations_live_blocks(void);
/// Writes the call stacks kept, the most frequent first, to standard error.
void coda_allocations_tell_places(int most);

#endif
