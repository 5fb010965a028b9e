#include "products.h"

static inline void coarse_four(const int8_t *query, const coda_vectors_rows *rows, const uint32_t *slots, int32_t *sums) {
    for (size_t j = 0; j < 4; j++) {
        const uint8_t *row = rows->high + (size_t)slots[j] * rows->width;
        int32_t sum = 0;
        for (size_t at = 0; at < rows->width; at++) sum += (int32_t)row[at] * query[at];
        sums[j] = sum;
    }
}

static inline parts fine_one(const coda_vectors_query *q, const uint8_t *high, const uint8_t *low, size_t width) {
    int32_t top = 0, middle = 0, bottom = 0;
    for (size_t at = 0; at < width; at++) {
        top += (int32_t)high[at] * q->high[at];
        middle += (int32_t)high[at] * q->low[at] + (int32_t)low[at] * q->high[at];
        bottom += (int32_t)low[at] * q->low[at];
    }
    return (parts){top, middle, bottom};
}

#define KERNEL coda_vectors_base
#include "kernel.h"
