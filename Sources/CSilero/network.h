#pragma once
// What the kernels share: the network's shape, and its weights as a kernel wants them.
#include "coda_silero.h"

enum { FRAMES = 4, HOP = 128, FRAME = 256, POINTS = FRAME / 2, BINS = FRAME / 2 + 1, CELL = 128 };

/// Weights of a layer in blocks of outputs: for each block, for each input, for each tap, the block's values side by side.
typedef struct {
    float *weights, *bias;
} layer;

struct coda_silero {
    float (*run)(const coda_silero *, const float *window, float *state);
    float window[FRAME];
    float cosine[FRAME], sine[FRAME];  ///< of 2 pi n / FRAME
    unsigned char place[POINTS];       ///< where the transform leaves each frequency
    layer first, second, third, fourth, gates, output;
    float *memory;
};

/// A kernel and how many outputs each of its blocks holds, for the layers with several frames and those with one.
typedef struct {
    float (*run)(const coda_silero *, const float *window, float *state);
    size_t wide_block, narrow_block, single_block;
} kernel;

extern const kernel coda_silero_base_kernel;
#ifdef __x86_64__
extern const kernel coda_silero_avx2_kernel, coda_silero_avx512_kernel;
#endif
