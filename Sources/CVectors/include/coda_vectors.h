#pragma once
// Scalar products of quantised vectors: the inner loops of the vector index. Nothing here allocates, and every kernel gives the same
// scores, bit for bit.
//
// A vector is kept as 16-bit whole numbers times one scale of its own. The high and the low byte of each number lie in rows of their own:
// the high bytes alone say roughly how near a vector is, both say it exactly enough to put the best in order. Rows are padded with zeros
// to a whole number of blocks.
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CODA_VECTORS_BLOCK = 64 };  ///< bytes; rows start at multiples of it

/// Kernels in order of speed; the first runs on every processor.
typedef enum { CODA_VECTORS_BASE, CODA_VECTORS_AVX2, CODA_VECTORS_AVX512 } coda_vectors_kernel;

/// The vectors there are. Bytes are stored with 128 added.
typedef struct {
    const uint8_t *high, *low;
    const float *scales;
    size_t width;  ///< bytes of a row
} coda_vectors_rows;

/// A vector to compare with. The sums are those of its bytes.
typedef struct {
    const int8_t *high, *low;
    float scale;
    int32_t high_sum, low_sum;
} coda_vectors_query;

/// Whether this processor runs the kernel, and it was built in.
bool coda_vectors_can_run(coda_vectors_kernel);

/// The sum of squares; not a number, or infinite, where a value is.
float coda_vectors_square(const float *vector, size_t count);

/// Writes a row of `width` bytes each and returns its scale. Every value must be finite.
float coda_vectors_quantise(const float *vector, size_t count, size_t width, uint8_t *high, uint8_t *low);

/// Makes a query of a row; `room` holds two rows and keeps it.
void coda_vectors_ask(const uint8_t *high, const uint8_t *low, float scale, size_t width, int8_t *room, coda_vectors_query *query);

/// The scalar product with each of the rows in `slots`, by high bytes alone.
void coda_vectors_coarse(
    coda_vectors_kernel, const coda_vectors_query *, const coda_vectors_rows *, const uint32_t *slots, size_t count, float *scores);

/// The same by both bytes: within about a 30,000th of the product's range.
void coda_vectors_fine(
    coda_vectors_kernel, const coda_vectors_query *, const coda_vectors_rows *, const uint32_t *slots, size_t count, float *scores);

/// Writes the positions of scores of at least `least`, in order, and returns how many; `places` has room for all.
size_t coda_vectors_least(const float *scores, size_t count, float least, uint32_t *places);

/// A sum over bytes that notices every change of one.
uint64_t coda_vectors_checksum(const uint8_t *bytes, size_t count, uint64_t start);

/// Memory of the system's own, all zeros; null where there is none. What is never written takes no room.
void *coda_vectors_map(size_t bytes);
/// Moves it, if it must, to where there is room for more. Null, and nothing changed, where there is none.
void *coda_vectors_remap(void *memory, size_t bytes, size_t more);
void coda_vectors_unmap(void *memory, size_t bytes);

/// Tells the processor that this will be read soon.
static inline void coda_vectors_soon(const void *place) { __builtin_prefetch(place); }
