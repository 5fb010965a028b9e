#include "network.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const kernel *kernel_of(coda_silero_kernel wish) {
#ifdef __x86_64__
    if (wish == CODA_SILERO_AVX512) return &coda_silero_avx512_kernel;
    if (wish == CODA_SILERO_AVX2) return &coda_silero_avx2_kernel;
#endif
    return wish == CODA_SILERO_BASE ? &coda_silero_base_kernel : NULL;
}

bool coda_silero_can_run(coda_silero_kernel wish) {
#ifdef __x86_64__
    // These ask the operating system too: it must keep the wider registers.
    if (wish == CODA_SILERO_AVX512) return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl");
    if (wish == CODA_SILERO_AVX2) return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#endif
    return wish == CODA_SILERO_BASE;
}

static double angle(size_t n) { return 2 * M_PI * (double)(n % FRAME) / FRAME; }

float coda_silero_basis_error(const float *basis) {
    double most = 0;
    for (size_t k = 0; k < BINS; k++)
        for (size_t n = 0; n < FRAME; n++) {
            // The first row is the window alone. The sign of the sines is lost in the magnitude.
            double window = basis[n];
            most = fmax(most, fabs(basis[k * FRAME + n] - window * cos(angle(k * n))));
            most = fmax(most, fabs(fabs(basis[(BINS + k) * FRAME + n]) - fabs(window * sin(angle(k * n)))));
        }
    return (float)most;
}

/// `count` floats of `memory`, which is only measured where it is null.
static float *take(float *memory, size_t *used, size_t count) {
    float *start = memory ? memory + *used : NULL;
    *used += (count + 15) / 16 * 16;
    return start;
}

typedef struct {
    const float *weights;
    size_t outputs, inputs, taps;
    size_t first_tap, used_taps;  ///< of the taps, those that ever meet a frame
} source;

/// Puts the source's weights in blocks. Rows go through the inputs, and the taps of each; where `taps_outside`, the other way round.
static void pack(float *to, const source *s, size_t block, bool taps_outside) {
    size_t rows = s->inputs * s->used_taps;
    for (size_t start = 0; start < s->outputs; start += block)
        for (size_t row = 0; row < rows; row++) {
            size_t input = taps_outside ? row % s->inputs : row / s->used_taps;
            size_t tap = s->first_tap + (taps_outside ? row / s->inputs : row % s->used_taps);
            for (size_t o = start; o < start + block; o++) *to++ = s->weights[(o * s->inputs + input) * s->taps + tap];
        }
}

/// Lays everything out in `memory` and returns how much it takes; fills it where it is not null.
static size_t lay_out(coda_silero *net, const coda_silero_weights *from, const kernel *kernel, float *memory) {
    // The third layer sees two frames, the fourth one: the other taps only ever meet the padding.
    const source sources[] = {
        {from->convolution[0], 128, BINS, 3, 0, 3}, {from->convolution[1], 64, 128, 3, 0, 3},
        {from->convolution[2], 64, 64, 3, 1, 2},    {from->convolution[3], CELL, 64, 3, 1, 1},
    };
    layer *layers[] = {&net->first, &net->second, &net->third, &net->fourth};
    const size_t blocks[] = {kernel->wide_block, kernel->narrow_block, kernel->single_block, kernel->single_block};
    size_t used = 0;
    for (size_t i = 0; i < 4; i++) {
        const source *s = &sources[i];
        layers[i]->weights = take(memory, &used, s->outputs * s->inputs * s->used_taps);
        layers[i]->bias = take(memory, &used, s->outputs);
        if (!memory) continue;
        pack(layers[i]->weights, s, blocks[i], i >= 2);
        memcpy(layers[i]->bias, from->convolution_bias[i], s->outputs * sizeof(float));
    }
    net->gates.weights = take(memory, &used, 4 * CELL * 2 * CELL);
    net->gates.bias = take(memory, &used, 4 * CELL);
    net->output.weights = take(memory, &used, CELL);
    net->output.bias = take(memory, &used, 1);
    if (!memory) return used;
    float *to = net->gates.weights;
    for (size_t start = 0; start < 4 * CELL; start += kernel->single_block)
        for (size_t input = 0; input < 2 * CELL; input++)
            for (size_t o = start; o < start + kernel->single_block; o++)
                *to++ = input < CELL ? from->input[o * CELL + input] : from->recurrent[o * CELL + input - CELL];
    for (size_t o = 0; o < 4 * CELL; o++) net->gates.bias[o] = from->input_bias[o] + from->recurrent_bias[o];
    memcpy(net->output.weights, from->output, CELL * sizeof(float));
    net->output.bias[0] = from->output_bias[0];
    return used;
}

coda_silero *coda_silero_open(const coda_silero_weights *weights, coda_silero_kernel wish) {
    const kernel *kernel = kernel_of(wish);
    coda_silero *net = kernel ? calloc(1, sizeof *net) : NULL;
    if (!net) return NULL;
    size_t bytes = lay_out(net, weights, kernel, NULL) * sizeof(float);
    net->memory = aligned_alloc(64, bytes);
    if (!net->memory) {
        free(net);
        return NULL;
    }
    lay_out(net, weights, kernel, net->memory);
    net->run = kernel->run;
    memcpy(net->window, weights->basis, sizeof net->window);
    for (size_t n = 0; n < FRAME; n++) {
        net->cosine[n] = (float)cos(angle(n));
        net->sine[n] = (float)sin(angle(n));
    }
    // The transform's passes split by 4, 4, 4 and 2.
    for (size_t p = 0; p < POINTS; p++) net->place[p / 32 + p / 8 % 4 * 4 + p / 2 % 4 * 16 + p % 2 * 64] = (unsigned char)p;
    return net;
}

void coda_silero_close(coda_silero *net) {
    if (!net) return;
    free(net->memory);
    free(net);
}

float coda_silero_run(const coda_silero *net, const float *window, float *state) { return net->run(net, window, state); }
