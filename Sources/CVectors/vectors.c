#define _GNU_SOURCE
#include <math.h>
#include <string.h>
#include <sys/mman.h>

#include "products.h"

static const products *products_of(coda_vectors_kernel wish) {
#ifdef __x86_64__
    if (wish == CODA_VECTORS_AVX512) return &coda_vectors_avx512;
    if (wish == CODA_VECTORS_AVX2) return &coda_vectors_avx2;
#endif
    (void)wish;
    return &coda_vectors_base;
}

bool coda_vectors_can_run(coda_vectors_kernel wish) {
#ifdef __x86_64__
    // These ask the operating system too: it must keep the wider registers.
    if (wish == CODA_VECTORS_AVX512)
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
               __builtin_cpu_supports("avx512vnni");
    if (wish == CODA_VECTORS_AVX2) return __builtin_cpu_supports("avx2");
#endif
    return wish == CODA_VECTORS_BASE;
}

float coda_vectors_square(const float *vector, size_t count) {
    float sums[16] = {0}, total = 0;
    size_t at = 0;
    for (; at + 16 <= count; at += 16)
        for (size_t i = 0; i < 16; i++) sums[i] += vector[at + i] * vector[at + i];
    for (; at < count; at++) total += vector[at] * vector[at];
    for (size_t i = 0; i < 16; i++) total += sums[i];
    return total;
}

float coda_vectors_quantise(const float *vector, size_t count, size_t width, uint8_t *high, uint8_t *low) {
    // Four at a time: a single chain of comparisons takes four times as long.
    float most[4] = {0, 0, 0, 0};
    for (size_t at = 0; at < count; at++) {
        float size = fabsf(vector[at]);
        most[at % 4] = size > most[at % 4] ? size : most[at % 4];
    }
    float largest = fmaxf(fmaxf(most[0], most[1]), fmaxf(most[2], most[3]));
    memset(high, 128, width);
    memset(low, 128, width);
    // Smaller ones would not survive the division; such a vector is as good as none.
    if (largest < 1e-30f) return 0;
    // The most that rounds to a high byte of 127, so that every one has a negative.
    float steps = 127 * 256 / largest;
    for (size_t at = 0; at < count; at++) {
        // Adding 1.5 * 2^23 leaves the nearest whole number in the lowest bits.
        union { float value; int32_t bits; } shifted = {.value = vector[at] * steps + 12582912.0f};
        int32_t code = shifted.bits - 0x4B400000, top = (code + 128) >> 8;
        high[at] = (uint8_t)(top + 128);
        low[at] = (uint8_t)(code - top * 256 + 128);
    }
    return largest / 127;
}

void coda_vectors_ask(const uint8_t *high, const uint8_t *low, float scale, size_t width, int8_t *room, coda_vectors_query *query) {
    int32_t high_sum = 0, low_sum = 0;
    int8_t *to = room, *rest = room + width;
    for (size_t at = 0; at < width; at++) {
        to[at] = (int8_t)(high[at] ^ 128);
        rest[at] = (int8_t)(low[at] ^ 128);
        high_sum += to[at];
        low_sum += rest[at];
    }
    *query = (coda_vectors_query){to, rest, scale, high_sum, low_sum};
}

void coda_vectors_coarse(
    coda_vectors_kernel kernel, const coda_vectors_query *query, const coda_vectors_rows *rows, const uint32_t *slots, size_t count,
    float *scores) {
    products_of(kernel)->coarse(query, rows, slots, count, scores);
}

void coda_vectors_fine(
    coda_vectors_kernel kernel, const coda_vectors_query *query, const coda_vectors_rows *rows, const uint32_t *slots, size_t count,
    float *scores) {
    products_of(kernel)->fine(query, rows, slots, count, scores);
}

size_t coda_vectors_least(const float *scores, size_t count, float least, uint32_t *places) {
    size_t found = 0;
    for (size_t at = 0; at < count; at++) {
        places[found] = (uint32_t)at;
        found += scores[at] >= least;
    }
    return found;
}

uint64_t coda_vectors_checksum(const uint8_t *bytes, size_t count, uint64_t start) {
    // Four sums side by side; each step can be undone, so that no change of one word is lost.
    const uint64_t odd = 0x9E3779B97F4A7C15;
    uint64_t sum[4] = {start, start + 1, start + 2, start + 3}, word[4];
    size_t at = 0;
    for (; at + sizeof word <= count; at += sizeof word) {
        memcpy(word, bytes + at, sizeof word);
        for (size_t i = 0; i < 4; i++) {
            sum[i] = (sum[i] ^ word[i]) * odd;
            sum[i] ^= sum[i] >> 29;
        }
    }
    for (; at < count; at++) {
        sum[0] = (sum[0] ^ bytes[at]) * odd;
        sum[0] ^= sum[0] >> 29;
    }
    for (size_t i = 1; i < 4; i++) {
        sum[0] = (sum[0] ^ sum[i]) * odd;
        sum[0] ^= sum[0] >> 29;
    }
    return (sum[0] ^ count) * odd;
}

// Rows are read in no order: with pages of 2 MB their addresses are found without a walk through the page table.
static void *large(void *memory, size_t bytes) {
    if (memory == MAP_FAILED) return NULL;
    if (bytes >= (size_t)8 << 20) madvise(memory, bytes, MADV_HUGEPAGE);
    return memory;
}

void *coda_vectors_map(size_t bytes) {
    return large(mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0), bytes);
}

void *coda_vectors_remap(void *memory, size_t bytes, size_t more) { return large(mremap(memory, bytes, more, MREMAP_MAYMOVE), more); }

void coda_vectors_unmap(void *memory, size_t bytes) { munmap(memory, bytes); }
