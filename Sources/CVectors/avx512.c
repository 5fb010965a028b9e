#ifdef __x86_64__
#include <immintrin.h>

#include "products.h"
#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni,avx2"))), apply_to = function)

static inline __m512i block(const void *from) { return _mm512_load_si512(from); }

static inline __m256i half(__m512i sum) { return _mm256_add_epi32(_mm512_castsi512_si256(sum), _mm512_extracti64x4_epi64(sum, 1)); }

static inline void coarse_four(const int8_t *query, const coda_vectors_rows *rows, const uint32_t *slots, int32_t *sums) {
    const uint8_t *a = rows->high + (size_t)slots[0] * rows->width, *b = rows->high + (size_t)slots[1] * rows->width;
    const uint8_t *c = rows->high + (size_t)slots[2] * rows->width, *d = rows->high + (size_t)slots[3] * rows->width;
    __m512i x = _mm512_setzero_si512(), y = x, z = x, w = x;
    for (size_t at = 0; at < rows->width; at += CODA_VECTORS_BLOCK) {
        __m512i q = block(query + at);
        x = _mm512_dpbusd_epi32(x, block(a + at), q);
        y = _mm512_dpbusd_epi32(y, block(b + at), q);
        z = _mm512_dpbusd_epi32(z, block(c + at), q);
        w = _mm512_dpbusd_epi32(w, block(d + at), q);
    }
    __m256i eight = _mm256_hadd_epi32(_mm256_hadd_epi32(half(x), half(y)), _mm256_hadd_epi32(half(z), half(w)));
    _mm_storeu_si128((__m128i *)sums, _mm_add_epi32(_mm256_castsi256_si128(eight), _mm256_extracti128_si256(eight, 1)));
}

static inline parts fine_one(const coda_vectors_query *q, const uint8_t *high, const uint8_t *low, size_t width) {
    __m512i top = _mm512_setzero_si512(), middle = top, bottom = top;
    for (size_t at = 0; at < width; at += CODA_VECTORS_BLOCK) {
        __m512i a = block(high + at), b = block(low + at), x = block(q->high + at), y = block(q->low + at);
        top = _mm512_dpbusd_epi32(top, a, x);
        middle = _mm512_dpbusd_epi32(_mm512_dpbusd_epi32(middle, a, y), b, x);
        bottom = _mm512_dpbusd_epi32(bottom, b, y);
    }
    return (parts){_mm512_reduce_add_epi32(top), _mm512_reduce_add_epi32(middle), _mm512_reduce_add_epi32(bottom)};
}

#define KERNEL coda_vectors_avx512
#include "kernel.h"
#pragma clang attribute pop
#endif
