// The loops over rows: included by a file that has chosen a processor and defined KERNEL, `coarse_four` and `fine_one`.

static void coarse(
    const coda_vectors_query *q, const coda_vectors_rows *rows, const uint32_t *slots, size_t count, float *scores) {
    for (size_t i = 0; i < count && i < AHEAD; i++) soon(rows, rows->high, slots[i]);
    for (size_t i = 0; i < count; i += 4) {
        for (size_t j = i + AHEAD; j < i + AHEAD + 4 && j < count; j++) soon(rows, rows->high, slots[j]);
        // What is missing of the last four is its last row again.
        uint32_t four[4];
        for (size_t j = 0; j < 4; j++) four[j] = slots[i + j < count ? i + j : count - 1];
        int32_t sums[4];
        coarse_four(q->high, rows, four, sums);
        for (size_t j = 0; j < 4 && i + j < count; j++) scores[i + j] = coarse_score(q, sums[j], rows->scales[four[j]]);
    }
}

static void fine(const coda_vectors_query *q, const coda_vectors_rows *rows, const uint32_t *slots, size_t count, float *scores) {
    for (size_t i = 0; i < count && i < AHEAD; i++) soon(rows, rows->low, slots[i]);
    for (size_t i = 0; i < count; i++) {
        if (i + AHEAD < count) soon(rows, rows->low, slots[i + AHEAD]);
        size_t at = (size_t)slots[i] * rows->width;
        scores[i] = fine_score(q, fine_one(q, rows->high + at, rows->low + at, rows->width), rows->scales[slots[i]]);
    }
}

const products KERNEL = {coarse, fine};
