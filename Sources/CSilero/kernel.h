// One kernel, for vectors of LANES floats: included by a file that has chosen a processor. Sums over inputs run in vectors of outputs, so no
// kernel adds across lanes; a product and its sum are one instruction where the processor has it.
#include "network.h"

#include <string.h>

typedef float four __attribute__((ext_vector_type(4)));
typedef float lanes __attribute__((ext_vector_type(LANES)));
typedef int whole __attribute__((ext_vector_type(LANES)));
typedef float lanes_anywhere __attribute__((ext_vector_type(LANES), aligned(4)));
typedef float four_anywhere __attribute__((ext_vector_type(4), aligned(4)));

#define INLINE static inline __attribute__((always_inline))

INLINE lanes load(const float *from) { return *(const lanes_anywhere *)from; }
INLINE void store(float *to, lanes value) { *(lanes_anywhere *)to = value; }
INLINE lanes positive(lanes value) { return __builtin_elementwise_max(value, (lanes)0); }

/// e to the power of `x`, within 1e-7 of its value; far beyond what a sigmoid can tell from 0 or 1 it stays there.
INLINE lanes exponential(lanes x) {
    x = __builtin_elementwise_min(__builtin_elementwise_max(x, (lanes)-87), (lanes)87);
    // Adding 1.5 * 2^23 leaves the nearest whole number in the lowest bits.
    const lanes shift = (lanes)12582912.0f;
    lanes shifted = x * 1.44269504f + shift;
    lanes power = shifted - shift;
    lanes rest = x - power * 0.693359375f;
    rest = rest - power * -2.12194440e-4f;
    // Taylor's series: the first term left out is below 6e-9.
    lanes sum = (lanes)(1.0f / 5040);
    sum = sum * rest + 1.0f / 720;
    sum = sum * rest + 1.0f / 120;
    sum = sum * rest + 1.0f / 24;
    sum = sum * rest + 1.0f / 6;
    sum = sum * rest + 0.5f;
    sum = sum * rest + 1.0f;
    sum = sum * rest + 1.0f;
    union { lanes value; whole bits; } result = {.value = shifted}, scale = {.value = shift};
    result.bits = ((result.bits - scale.bits) << 23) + 0x3F800000;
    return sum * result.value;
}

INLINE lanes sigmoid(lanes x) { return 1.0f / (1.0f + exponential(-x)); }
INLINE lanes tangent(lanes x) { return 1.0f - 2.0f / (exponential(x * 2.0f) + 1.0f); }

// MARK: The spectrum

/// Four frames side by side: real and imaginary parts.
typedef struct {
    four re[POINTS], im[POINTS];
} spectrum;

INLINE void turn(const coda_silero *net, size_t angle, four re, four im, four *to_re, four *to_im) {
    float c = net->cosine[angle], s = net->sine[angle];
    *to_re = re * c + im * s;
    *to_im = im * c - re * s;
}

/// One pass of a transform by decimation in frequency: `size` points become four parts of a quarter each, in place.
INLINE void pass(const coda_silero *net, spectrum *x, size_t size) {
    size_t quarter = size / 4, step = FRAME / size;
    for (size_t j = 0; j < quarter; j++)
        for (size_t a = j; a < POINTS; a += size) {
            size_t b = a + quarter, c = b + quarter, d = c + quarter;
            four even_re = x->re[a] + x->re[c], even_im = x->im[a] + x->im[c];
            four odd_re = x->re[a] - x->re[c], odd_im = x->im[a] - x->im[c];
            four other_re = x->re[b] + x->re[d], other_im = x->im[b] + x->im[d];
            // Times -i.
            four side_re = x->im[b] - x->im[d], side_im = x->re[d] - x->re[b];
            x->re[a] = even_re + other_re;
            x->im[a] = even_im + other_im;
            turn(net, j * step, odd_re + side_re, odd_im + side_im, &x->re[b], &x->im[b]);
            turn(net, 2 * j * step, even_re - other_re, even_im - other_im, &x->re[c], &x->im[c]);
            turn(net, 3 * j * step, odd_re - side_re, odd_im - side_im, &x->re[d], &x->im[d]);
        }
}

/// The magnitudes of `sound`'s four frames: four values for each frequency.
INLINE void magnitudes(const coda_silero *net, const float *sound, float *to) {
    // Frames of real values as half as many complex ones.
    spectrum x;
    for (size_t n = 0; n < FRAME; n += 4) {
        four a = *(const four_anywhere *)(sound + n), b = *(const four_anywhere *)(sound + n + HOP);
        four c = *(const four_anywhere *)(sound + n + 2 * HOP), d = *(const four_anywhere *)(sound + n + 3 * HOP);
        four ab_low = __builtin_shufflevector(a, b, 0, 4, 1, 5), ab_high = __builtin_shufflevector(a, b, 2, 6, 3, 7);
        four cd_low = __builtin_shufflevector(c, d, 0, 4, 1, 5), cd_high = __builtin_shufflevector(c, d, 2, 6, 3, 7);
        const float *w = net->window + n;
        x.re[n / 2] = __builtin_shufflevector(ab_low, cd_low, 0, 1, 4, 5) * w[0];
        x.im[n / 2] = __builtin_shufflevector(ab_low, cd_low, 2, 3, 6, 7) * w[1];
        x.re[n / 2 + 1] = __builtin_shufflevector(ab_high, cd_high, 0, 1, 4, 5) * w[2];
        x.im[n / 2 + 1] = __builtin_shufflevector(ab_high, cd_high, 2, 3, 6, 7) * w[3];
    }
    pass(net, &x, 128);
    pass(net, &x, 32);
    pass(net, &x, 8);
    for (size_t a = 0; a < POINTS; a += 2) {
        four re = x.re[a], im = x.im[a];
        x.re[a] = re + x.re[a + 1];
        x.im[a] = im + x.im[a + 1];
        x.re[a + 1] = re - x.re[a + 1];
        x.im[a + 1] = im - x.im[a + 1];
    }
    // Even and odd samples are told apart by symmetry, and put together as one frame's spectrum.
    four sum = x.re[0] + x.im[0], difference = x.re[0] - x.im[0];
    *(four_anywhere *)to = __builtin_elementwise_abs(sum);
    *(four_anywhere *)(to + 4 * POINTS) = __builtin_elementwise_abs(difference);
    for (size_t k = 1; k <= POINTS / 2; k++) {
        size_t p = net->place[k], q = net->place[POINTS - k];
        four even_re = (x.re[p] + x.re[q]) * 0.5f, even_im = (x.im[p] - x.im[q]) * 0.5f;
        four odd_re = (x.im[p] + x.im[q]) * 0.5f, odd_im = (x.re[q] - x.re[p]) * 0.5f;
        four turned_re, turned_im;
        turn(net, k, odd_re, odd_im, &turned_re, &turned_im);
        four re = even_re + turned_re, im = even_im + turned_im;
        *(four_anywhere *)(to + 4 * k) = __builtin_elementwise_sqrt(re * re + im * im);
        re = even_re - turned_re;
        im = even_im - turned_im;
        *(four_anywhere *)(to + 4 * (POINTS - k)) = __builtin_elementwise_sqrt(re * re + im * im);
    }
}

// MARK: The layers

/// Four frames of `inputs` channels (a frame's values 4 apart) to four of `outputs`, a frame's values side by side.
INLINE void convolve_four(const layer *layer, const float *from, size_t inputs, size_t outputs, float *to) {
    const float *w = layer->weights;
    for (size_t start = 0; start < outputs; start += WIDE * LANES) {
        lanes sum[FRAMES][WIDE];
        for (size_t v = 0; v < WIDE; v++) {
            lanes bias = load(layer->bias + start + v * LANES);
            for (size_t f = 0; f < FRAMES; f++) sum[f][v] = bias;
        }
        for (size_t i = 0; i < inputs; i++, w += 3 * WIDE * LANES) {
            lanes a = from[4 * i], b = from[4 * i + 1], c = from[4 * i + 2], d = from[4 * i + 3];
            for (size_t v = 0; v < WIDE; v++) {
                lanes tap = load(w + v * LANES);
                sum[1][v] = sum[1][v] + tap * a;
                sum[2][v] = sum[2][v] + tap * b;
                sum[3][v] = sum[3][v] + tap * c;
            }
            for (size_t v = 0; v < WIDE; v++) {
                lanes tap = load(w + (WIDE + v) * LANES);
                sum[0][v] = sum[0][v] + tap * a;
                sum[1][v] = sum[1][v] + tap * b;
                sum[2][v] = sum[2][v] + tap * c;
                sum[3][v] = sum[3][v] + tap * d;
            }
            for (size_t v = 0; v < WIDE; v++) {
                lanes tap = load(w + (2 * WIDE + v) * LANES);
                sum[0][v] = sum[0][v] + tap * b;
                sum[1][v] = sum[1][v] + tap * c;
                sum[2][v] = sum[2][v] + tap * d;
            }
        }
        for (size_t f = 0; f < FRAMES; f++)
            for (size_t v = 0; v < WIDE; v++) store(to + f * outputs + start + v * LANES, positive(sum[f][v]));
    }
}

/// Every second of four frames, `inputs` channels side by side, to two of `outputs`.
INLINE void convolve_two(const layer *layer, const float *from, size_t inputs, size_t outputs, float *to) {
    const float *w = layer->weights;
    for (size_t start = 0; start < outputs; start += NARROW * LANES) {
        lanes sum[2][NARROW];
        for (size_t v = 0; v < NARROW; v++) sum[0][v] = sum[1][v] = load(layer->bias + start + v * LANES);
        for (size_t i = 0; i < inputs; i++, w += 3 * NARROW * LANES) {
            lanes a = from[i], b = from[inputs + i], c = from[2 * inputs + i], d = from[3 * inputs + i];
            for (size_t v = 0; v < NARROW; v++) {
                lanes before = load(w + v * LANES), at = load(w + (NARROW + v) * LANES), after = load(w + (2 * NARROW + v) * LANES);
                sum[0][v] = sum[0][v] + at * a;
                sum[1][v] = sum[1][v] + before * b;
                sum[0][v] = sum[0][v] + after * b;
                sum[1][v] = sum[1][v] + at * c;
                sum[1][v] = sum[1][v] + after * d;
            }
        }
        for (size_t f = 0; f < 2; f++)
            for (size_t v = 0; v < NARROW; v++) store(to + f * outputs + start + v * LANES, positive(sum[f][v]));
    }
}

/// `inputs` values to `outputs`.
INLINE void multiply(const layer *layer, const float *from, size_t inputs, size_t outputs, float *to) {
    const float *w = layer->weights;
    for (size_t start = 0; start < outputs; start += SINGLE * LANES) {
        lanes sum[SINGLE];
        for (size_t v = 0; v < SINGLE; v++) sum[v] = load(layer->bias + start + v * LANES);
        for (size_t i = 0; i < inputs; i++, w += SINGLE * LANES) {
            lanes value = from[i];
            for (size_t v = 0; v < SINGLE; v++) sum[v] = sum[v] + load(w + v * LANES) * value;
        }
        for (size_t v = 0; v < SINGLE; v++) store(to + start + v * LANES, sum[v]);
    }
}

INLINE void rectify(float *values, size_t count) {
    for (size_t i = 0; i < count; i += LANES) store(values + i, positive(load(values + i)));
}

// MARK: The network

static float run(const coda_silero *net, const float *window, float *state) {
    float *context = state, *output = state + CODA_SILERO_CONTEXT, *memory = output + CELL;
    enum { HEARD = CODA_SILERO_CONTEXT + CODA_SILERO_WINDOW };
    float sound[HEARD + CODA_SILERO_CONTEXT];
    memcpy(sound, context, CODA_SILERO_CONTEXT * sizeof *sound);
    memcpy(sound + CODA_SILERO_CONTEXT, window, CODA_SILERO_WINDOW * sizeof *sound);
    // The end is mirrored, without its last sample.
    for (size_t i = 0; i < CODA_SILERO_CONTEXT; i++) sound[HEARD + i] = sound[HEARD - 2 - i];

    float heard[BINS * FRAMES], first[FRAMES * 128], second[2 * 64], third[64], cell[2 * CELL], gates[4 * CELL];
    magnitudes(net, sound, heard);
    convolve_four(&net->first, heard, BINS, 128, first);
    convolve_two(&net->second, first, 128, 64, second);
    multiply(&net->third, second, 128, 64, third);
    rectify(third, 64);
    multiply(&net->fourth, third, 64, CELL, cell);
    rectify(cell, CELL);
    memcpy(cell + CELL, output, CELL * sizeof *cell);
    multiply(&net->gates, cell, 2 * CELL, 4 * CELL, gates);

    lanes sum = (lanes)0;
    for (size_t i = 0; i < CELL; i += LANES) {
        lanes kept = sigmoid(load(gates + CELL + i)) * load(memory + i);
        lanes now = kept + sigmoid(load(gates + i)) * tangent(load(gates + 2 * CELL + i));
        lanes said = sigmoid(load(gates + 3 * CELL + i)) * tangent(now);
        store(memory + i, now);
        store(output + i, said);
        sum = sum + positive(said) * load(net->output.weights + i);
    }
    memcpy(context, window + CODA_SILERO_WINDOW - CODA_SILERO_CONTEXT, CODA_SILERO_CONTEXT * sizeof *context);
    float total = net->output.bias[0];
    for (size_t i = 0; i < LANES; i++) total += sum[i];
    return sigmoid((lanes)total)[0];
}

const kernel KERNEL = {run, WIDE * LANES, NARROW * LANES, SINGLE * LANES};
