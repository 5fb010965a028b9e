#ifdef __x86_64__
#include <immintrin.h>

#include "products.h"
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)

static inline __m256i bytes(const uint8_t *from) { return _mm256_cvtepu8_epi16(_mm_load_si128((const __m128i *)from)); }
static inline __m256i whole(const int8_t *from) { return _mm256_cvtepi8_epi16(_mm_load_si128((const __m128i *)from)); }

static inline int32_t total(__m256i sum) {
    __m128i four = _mm_add_epi32(_mm256_castsi256_si128(sum), _mm256_extracti128_si256(sum, 1));
    four = _mm_add_epi32(four, _mm_shuffle_epi32(four, 0x4E));
    return _mm_cvtsi128_si32(_mm_add_epi32(four, _mm_shuffle_epi32(four, 0xB1)));
}

static inline void coarse_four(const int8_t *query, const coda_vectors_rows *rows, const uint32_t *slots, int32_t *sums) {
    const uint8_t *row[4];
    __m256i sum[4];
    for (size_t j = 0; j < 4; j++) {
        row[j] = rows->high + (size_t)slots[j] * rows->width;
        sum[j] = _mm256_setzero_si256();
    }
    for (size_t at = 0; at < rows->width; at += 16) {
        __m256i q = whole(query + at);
        for (size_t j = 0; j < 4; j++) sum[j] = _mm256_add_epi32(sum[j], _mm256_madd_epi16(bytes(row[j] + at), q));
    }
    for (size_t j = 0; j < 4; j++) sums[j] = total(sum[j]);
}

static inline parts fine_one(const coda_vectors_query *q, const uint8_t *high, const uint8_t *low, size_t width) {
    __m256i top = _mm256_setzero_si256(), middle = top, bottom = top;
    for (size_t at = 0; at < width; at += 16) {
        __m256i a = bytes(high + at), b = bytes(low + at), x = whole(q->high + at), y = whole(q->low + at);
        top = _mm256_add_epi32(top, _mm256_madd_epi16(a, x));
        middle = _mm256_add_epi32(middle, _mm256_add_epi32(_mm256_madd_epi16(a, y), _mm256_madd_epi16(b, x)));
        bottom = _mm256_add_epi32(bottom, _mm256_madd_epi16(b, y));
    }
    return (parts){total(top), total(middle), total(bottom)};
}

#define KERNEL coda_vectors_avx2
#include "kernel.h"
#pragma clang attribute pop
#endif
