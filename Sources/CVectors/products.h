#pragma once
#include "coda_vectors.h"

/// Whole products of one query with four rows. `fine` gives three sums: high with high, high with low and low with high, low with low; what
/// the 128 of stored bytes adds is still in them.
typedef struct {
    void (*coarse)(const coda_vectors_query *, const coda_vectors_rows *, const uint32_t *slots, size_t count, float *scores);
    void (*fine)(const coda_vectors_query *, const coda_vectors_rows *, const uint32_t *slots, size_t count, float *scores);
} products;

extern const products coda_vectors_base, coda_vectors_avx2, coda_vectors_avx512;

/// A row's products with a query.
typedef struct {
    int64_t high, middle, low;
} parts;

static inline float coarse_score(const coda_vectors_query *q, int32_t sum, float scale) {
    return (float)(sum - 128 * q->high_sum) * (scale * q->scale);
}

static inline float fine_score(const coda_vectors_query *q, parts sums, float scale) {
    int64_t high = sums.high - 128 * (int64_t)q->high_sum;
    int64_t middle = sums.middle - 128 * ((int64_t)q->high_sum + q->low_sum);
    int64_t low = sums.low - 128 * (int64_t)q->low_sum;
    // The scales are of high bytes.
    return (float)((double)(high * 65536 + middle * 256 + low) / 65536) * (scale * q->scale);
}

/// Rows come from all over the memory: this many ahead are under way.
enum { AHEAD = 8 };

static inline __attribute__((always_inline)) void soon(const coda_vectors_rows *rows, const uint8_t *plane, uint32_t slot) {
    const uint8_t *row = plane + (size_t)slot * rows->width;
    for (size_t at = 0; at < rows->width; at += CODA_VECTORS_BLOCK) __builtin_prefetch(row + at);
    __builtin_prefetch(rows->scales + slot);
}
