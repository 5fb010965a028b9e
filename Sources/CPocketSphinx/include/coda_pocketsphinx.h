#pragma once
// PocketSphinx 5.1.1 behind one opaque handle. Feature extraction and search are separate calls, so that the caller
// normalises the cepstra in between (see docs/decisions/0005-recogniser-settings.md).
//
// A handle belongs to one thread at a time; several handles may be used by several threads at once. Nothing is written to
// standard error, and what PocketSphinx calls fatal comes back as a failure instead of ending the process.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Cepstral coefficients of one frame.
#define CODA_SPHINX_CEPSTRA 13
/// Samples of 16 kHz from one frame to the next.
#define CODA_SPHINX_FRAME_SHIFT 160

typedef struct coda_sphinx coda_sphinx;

/// One segment of the best path; `text` is owned by the decoder and good until the next call.
typedef struct {
    const char *text;
    /// First and last frame, both included.
    int32_t first_frame;
    int32_t last_frame;
    /// Probability of the word among all paths of the lattice; 1 where the third pass is off.
    double posterior;
} coda_sphinx_segment;

/// Loads a decoder. `settings` has one "name=value" a line, PocketSphinx's own names.
///
/// NULL on failure, with the engine's last complaint in `cause` (always ended by a zero).
coda_sphinx *coda_sphinx_create(const char *acoustic_folder, const char *language_model, const char *dictionary,
                                const char *settings, char *cause, size_t cause_size);
void coda_sphinx_free(coda_sphinx *decoder);

/// How much the utterances that begin after it keep in view a frame: word ends, and phone models.
void coda_sphinx_set_width(coda_sphinx *decoder, int32_t words, int32_t models);

/// Begins an utterance; an unfinished one is dropped. 0 on success.
///
/// Nothing of earlier utterances is left in the front end, so a decoder gives the same answer whatever it heard before.
int coda_sphinx_begin(coda_sphinx *decoder);

/// Cepstra of the next samples: CODA_SPHINX_CEPSTRA floats a frame, at most `capacity` frames.
///
/// Returns the number of frames, or -1 where `capacity` is below `count / CODA_SPHINX_FRAME_SHIFT + 2`.
int coda_sphinx_cepstra(coda_sphinx *decoder, const int16_t *samples, size_t count, float *frames, size_t capacity);
/// The cepstra of what is left at the end: 0 or 1 frame.
int coda_sphinx_last_cepstra(coda_sphinx *decoder, float *frame);

/// Searches normalised cepstra. 0 on success; after a failure only coda_sphinx_free is allowed.
int coda_sphinx_search(coda_sphinx *decoder, const float *frames, size_t count);
/// Ends the utterance: searches what the look-ahead still holds. 0 on success, as coda_sphinx_search.
int coda_sphinx_end(coda_sphinx *decoder);

/// Finds the best path through everything searched so far, as the end of an utterance would, without ending it; its words
/// then come from coda_sphinx_next_segment, none where there are no words. 0 on success, as coda_sphinx_search.
int coda_sphinx_peek(coda_sphinx *decoder);

/// The best word sequence so far or NULL; good until the next call.
const char *coda_sphinx_hypothesis(coda_sphinx *decoder);
/// Steps through the best path: true while there is a segment. The first call after coda_sphinx_end or
/// coda_sphinx_peek starts at the front.
bool coda_sphinx_next_segment(coda_sphinx *decoder, coda_sphinx_segment *segment);
