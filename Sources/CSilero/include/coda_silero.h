#pragma once
// Silero's voice-activity network for 16 kHz, one window at a time. Nothing is allocated after coda_silero_open, and one network serves
// any number of threads at once; only a stream's state changes.
#include <stdbool.h>
#include <stddef.h>

enum {
    CODA_SILERO_WINDOW = 512,   ///< new samples of each window
    CODA_SILERO_CONTEXT = 64,   ///< samples of the window before, which the network sees too
    CODA_SILERO_MEMORY = 256,   ///< the recurrent cell's output, then its memory, 128 values each
    CODA_SILERO_STATE = CODA_SILERO_CONTEXT + CODA_SILERO_MEMORY,
};

/// Kernels in order of speed; the first runs on every processor.
typedef enum { CODA_SILERO_BASE, CODA_SILERO_AVX2, CODA_SILERO_AVX512 } coda_silero_kernel;

/// The published tensors, in their published order of values. `convolution[n]` has the shape outputs x inputs x 3.
typedef struct {
    const float *basis;                ///< 258 x 256: cosines, then sines, under a window
    const float *convolution[4];       ///< 129 to 128, 128 to 64, 64 to 64, 64 to 128 channels
    const float *convolution_bias[4];
    const float *input, *recurrent;    ///< 512 x 128 each: input, forget, cell and output gate
    const float *input_bias, *recurrent_bias;
    const float *output, *output_bias; ///< 128 and 1
} coda_silero_weights;

typedef struct coda_silero coda_silero;

/// Whether this processor runs the kernel, and it was built in.
bool coda_silero_can_run(coda_silero_kernel);

/// How far `basis` is from a Fourier transform under its own window, as the largest difference of one value.
float coda_silero_basis_error(const float *basis);

/// Null without memory. The weights are copied, in the kernel's own order.
coda_silero *coda_silero_open(const coda_silero_weights *, coda_silero_kernel);
void coda_silero_close(coda_silero *);

/// The probability of speech in `window`; `state` starts as zeros and is carried from window to window.
float coda_silero_run(const coda_silero *, const float *window, float *state);
