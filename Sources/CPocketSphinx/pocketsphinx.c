#define _GNU_SOURCE
#include "coda_pocketsphinx.h"
#include <pocketsphinx.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// The front end of PocketSphinx is in its library, but not in its installed headers; these are its functions as of 5.1.1.
// Were one to vanish, linking would fail, not decoding.
typedef struct fe_s fe_t;
fe_t *fe_init_auto_r(ps_config_t *config);
int fe_start_utt(fe_t *front_end);
int fe_process_frames(fe_t *front_end, int16_t const **samples, size_t *count, float **frames, int32_t *frame_count);
int fe_end_utt(fe_t *front_end, float *frame, int32_t *frame_count);
int fe_get_output_size(fe_t *front_end);
int fe_free(fe_t *front_end);
// So is this one of its lattices.
ps_seg_t *ps_lattice_seg_iter(ps_lattice_t *lattice, ps_latlink_t *link, float language_weight_ratio);
typedef struct ngram_search_s ngram_search_t;
int ngram_search_mark_bptable(ngram_search_t *search, int frame);
// This one is of our patch (scripts/setup/pocketsphinx.patch).
void ngram_search_set_widths(ngram_search_t *search, int32_t words, int32_t models);

// How a decoder begins as of 5.1.1. Whether it does is checked on every one that is made; where it does not, peeks are first-pass only.
struct decoder_head {
    ps_config_t *config;
    int references;
    void *acoustic_model, *dictionary, *triphones;
    logmath_t *logmath;
    void *searches;
    ngram_search_t *search;
    void *phone_loop;
    int look_ahead;
};

// The feature ring holds 7 frames plus the look-ahead; more at once would overwrite what the look-ahead still needs.
enum { FRAMES_AT_ONCE = 5, DELTA_WINDOW = 3 };

struct coda_sphinx {
    ps_decoder_t *decoder;
    fe_t *front_end;
    ps_seg_t *segment;
    bool begun, ended, heard;
    // Whether its search is where `decoder_head` says: the lattice may be built before the end, and the search made narrower.
    bool begins_as_known;
    // Whether the segments are being stepped through, and the one held was told.
    bool listed, told;
    float last[CODA_SPHINX_CEPSTRA];
};

static __thread jmp_buf *rescue;
static __thread char complaint[256];
static pthread_once_t once = PTHREAD_ONCE_INIT;
// Its number parser keeps a free list without a lock, and only configurations use it.
static pthread_mutex_t configuring = PTHREAD_MUTEX_INITIALIZER;

static void hear_complaint(void *user, err_lvl_t level, const char *format, ...) {
    (void)user;
    if (level < ERR_ERROR) return;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(complaint, sizeof complaint, format, arguments);
    va_end(arguments);
    complaint[strcspn(complaint, "\n")] = 0;
    // PocketSphinx calls exit() next.
    if (level >= ERR_FATAL && rescue) longjmp(*rescue, 1);
}

static void silence(void) {
    err_set_loglevel(ERR_ERROR);
    err_set_callback(hear_complaint, NULL);
}

static bool apply(ps_config_t *config, const char *settings) {
    char line[256];
    while (*settings) {
        size_t length = strcspn(settings, "\n");
        if (length >= sizeof line) return false;
        memcpy(line, settings, length);
        line[length] = 0;
        settings += length + (settings[length] == '\n');
        if (length == 0) continue;
        char *value = strchr(line, '=');
        if (!value) return false;
        *value++ = 0;
        const void *done;
        switch (ps_config_typeof(config, line) & ~ARG_REQUIRED) {
        case ARG_INTEGER: done = ps_config_set_int(config, line, atol(value)); break;
        case ARG_FLOATING: done = ps_config_set_float(config, line, strtod(value, NULL)); break;
        case ARG_BOOLEAN: done = ps_config_set_bool(config, line, strcmp(value, "yes") == 0); break;
        case ARG_STRING: done = ps_config_set_str(config, line, value); break;
        default: done = NULL;
        }
        if (!done) {
            snprintf(complaint, sizeof complaint, "no such setting: %.200s", line);
            return false;
        }
    }
    return true;
}

static ps_config_t *configure(const char *acoustic, const char *lm, const char *dictionary, const char *settings) {
    ps_config_t *config = ps_config_init(NULL);
    if (!config) return NULL;
    ps_config_set_str(config, "hmm", acoustic);
    ps_config_set_str(config, "lm", lm);
    ps_config_set_str(config, "dict", dictionary);
    ps_config_set_str(config, "loglevel", "ERROR");
    if (!apply(config, settings)) {
        ps_config_free(config);
        return NULL;
    }
    ps_expand_model_config(config);
    return config;
}

static bool has_known_head(ps_decoder_t *decoder) {
    const struct decoder_head *head = (const struct decoder_head *)decoder;
    ps_config_t *config = ps_get_config(decoder);
    return head->config == config && head->logmath == ps_get_logmath(decoder) && head->references == 1 && head->search &&
           head->look_ahead == ps_config_int(config, "pl_window");
}

coda_sphinx *coda_sphinx_create(const char *acoustic, const char *lm, const char *dictionary, const char *settings, char *cause,
                                size_t cause_size) {
    pthread_once(&once, silence);
    complaint[0] = 0;
    coda_sphinx *volatile self = calloc(1, sizeof *self);
    volatile bool locked = false, made = false;
    jmp_buf here;
    if (self && setjmp(here) == 0) {
        rescue = &here;
        pthread_mutex_lock(&configuring);
        locked = true;
        ps_config_t *config = configure(acoustic, lm, dictionary, settings);
        pthread_mutex_unlock(&configuring);
        locked = false;
        if (config) {
            self->decoder = ps_init(config);
            if (self->decoder) self->begins_as_known = has_known_head(self->decoder);
            if (self->decoder) self->front_end = fe_init_auto_r(ps_get_config(self->decoder));
            ps_config_free(config);
            made = self->front_end && fe_get_output_size(self->front_end) == CODA_SPHINX_CEPSTRA;
        }
    }
    rescue = NULL;
    if (locked) pthread_mutex_unlock(&configuring);
    if (made) return self;
    // What a half-loaded model held is lost after a rescue; it is better than the process.
    coda_sphinx_free(self);
    snprintf(cause, cause_size, "%s", complaint[0] ? complaint : "PocketSphinx could not load it");
    return NULL;
}

void coda_sphinx_free(coda_sphinx *self) {
    if (!self) return;
    if (self->segment) ps_seg_free(self->segment);
    if (self->front_end) fe_free(self->front_end);
    if (self->decoder) ps_free(self->decoder);
    free(self);
}

static void drop_segments(coda_sphinx *self) {
    if (self->segment) ps_seg_free(self->segment);
    self->segment = NULL;
    self->listed = self->told = false;
}

void coda_sphinx_set_width(coda_sphinx *self, int32_t words, int32_t models) {
    // What is not known to lie where it should stays as it was loaded.
    if (self->begins_as_known) ngram_search_set_widths(((const struct decoder_head *)self->decoder)->search, words, models);
}

int coda_sphinx_begin(coda_sphinx *self) {
    drop_segments(self);
    if (self->begun && !self->ended && coda_sphinx_end(self) != 0) return -1;
    self->begun = self->ended = self->heard = false;
    // Its estimate of the room's noise outlives an utterance and cannot be reset from outside; the next room is another.
    fe_t *fresh = fe_init_auto_r(ps_get_config(self->decoder));
    if (!fresh) return -1;
    fe_free(self->front_end);
    self->front_end = fresh;
    if (fe_start_utt(fresh) < 0 || ps_start_utt(self->decoder) < 0) return -1;
    self->begun = true;
    return 0;
}

int coda_sphinx_cepstra(coda_sphinx *self, const int16_t *samples, size_t count, float *frames, size_t capacity) {
    if (capacity < count / CODA_SPHINX_FRAME_SHIFT + 2) return -1;
    float *rows[64];
    int total = 0;
    while (count > 0) {
        size_t room = capacity - (size_t)total < 64 ? capacity - (size_t)total : 64;
        for (size_t i = 0; i < room; i++) rows[i] = frames + ((size_t)total + i) * CODA_SPHINX_CEPSTRA;
        int32_t made = (int32_t)room;
        size_t before = count;
        if (fe_process_frames(self->front_end, &samples, &count, rows, &made) < 0) return -1;
        total += made;
        if (count == before) break;
    }
    return total;
}

int coda_sphinx_last_cepstra(coda_sphinx *self, float *frame) {
    int32_t made = 0;
    if (fe_end_utt(self->front_end, frame, &made) < 0) return -1;
    return made;
}

static int search(coda_sphinx *self, const float *frames, size_t count) {
    float copy[FRAMES_AT_ONCE][CODA_SPHINX_CEPSTRA], *rows[FRAMES_AT_ONCE];
    // Its own normalisation is switched off by a mean of zero, renewed before it would learn another (after 300 frames).
    if (ps_set_cmn(self->decoder, "") < 0) return -1;
    for (size_t first = 0; first < count; first += FRAMES_AT_ONCE) {
        size_t n = count - first < FRAMES_AT_ONCE ? count - first : FRAMES_AT_ONCE;
        memcpy(copy, frames + first * CODA_SPHINX_CEPSTRA, n * sizeof copy[0]);
        for (size_t i = 0; i < n; i++) rows[i] = copy[i];
        memcpy(self->last, copy[n - 1], sizeof self->last);
        self->heard = true;
        if (ps_process_cep(self->decoder, rows, (int)n, 0, 0) < 0) return -1;
    }
    return 0;
}

int coda_sphinx_search(coda_sphinx *self, const float *frames, size_t count) {
    volatile int status = -1;
    jmp_buf here;
    if (setjmp(here) == 0) {
        rescue = &here;
        status = 0;
        for (size_t first = 0; first < count && status == 0; first += 200) {
            status = search(self, frames + first * CODA_SPHINX_CEPSTRA, count - first < 200 ? count - first : 200);
        }
    } else {
        status = -1;
    }
    rescue = NULL;
    return status;
}

int coda_sphinx_end(coda_sphinx *self) {
    if (!self->begun || self->ended) return -1;
    drop_segments(self);
    volatile int status = -1;
    jmp_buf here;
    if (setjmp(here) == 0) {
        rescue = &here;
        status = 0;
        // The deltas look ahead; the last frame repeated takes the place of what never comes.
        if (self->heard) {
            float tail[DELTA_WINDOW][CODA_SPHINX_CEPSTRA];
            for (int i = 0; i < DELTA_WINDOW; i++) memcpy(tail[i], self->last, sizeof self->last);
            status = search(self, tail[0], DELTA_WINDOW);
        }
        if (status == 0 && ps_end_utt(self->decoder) < 0) status = -1;
    } else {
        status = -1;
    }
    rescue = NULL;
    self->ended = true;
    return status;
}

static ps_lattice_t *lattice_so_far(coda_sphinx *self) {
    if (!self->begins_as_known) return NULL;
    const struct decoder_head *head = (const struct decoder_head *)self->decoder;
    // The search lags by the look-ahead. The end of an utterance marks where the table ends after its last frame, and the lattice relies on it;
    // the search sets the marks anew when it comes there.
    int frames = ps_get_n_frames(self->decoder) - 1, searched = frames - head->look_ahead;
    if (searched <= 0) return NULL;
    for (int frame = searched; frame <= frames; frame++) ngram_search_mark_bptable(head->search, frame);
    ps_lattice_t *lattice = ps_get_lattice(self->decoder);
    return lattice && ps_lattice_n_frames(lattice) == searched ? lattice : NULL;
}

int coda_sphinx_peek(coda_sphinx *self) {
    drop_segments(self);
    self->listed = true;
    if (!self->begun || self->ended || !self->heard) return 0;
    volatile int status = -1;
    jmp_buf here;
    if (setjmp(here) == 0) {
        rescue = &here;
        // The third pass, over the lattice as it stands; PocketSphinx itself does this at the end of an utterance only.
        ps_lattice_t *lattice = lattice_so_far(self);
        ngram_model_t *model = ps_get_lm(self->decoder, NULL);
        ps_config_t *config = ps_get_config(self->decoder);
        float ratio = (float)(ps_config_float(config, "bestpathlw") / ps_config_float(config, "lw"));
        float scale = (float)(1 / ps_config_float(config, "ascale"));
        ps_latlink_t *link = lattice && model ? ps_lattice_bestpath(lattice, model, ratio, scale) : NULL;
        if (link) {
            ps_lattice_posterior(lattice, model, scale);
            self->segment = ps_lattice_seg_iter(lattice, link, ratio);
        } else {
            self->segment = ps_seg_iter(self->decoder);
        }
        status = 0;
    }
    rescue = NULL;
    return status;
}

const char *coda_sphinx_hypothesis(coda_sphinx *self) { return ps_get_hyp(self->decoder, NULL); }

bool coda_sphinx_next_segment(coda_sphinx *self, coda_sphinx_segment *segment) {
    if (!self->listed) {
        self->segment = ps_seg_iter(self->decoder);
        self->listed = true;
    } else if (self->told && self->segment) {
        self->segment = ps_seg_next(self->segment);
    }
    self->told = true;
    if (!self->segment) return false;
    int first, last;
    ps_seg_frames(self->segment, &first, &last);
    segment->text = ps_seg_word(self->segment);
    segment->first_frame = first;
    segment->last_frame = last;
    int32_t posterior = ps_seg_prob(self->segment, NULL, NULL, NULL);
    segment->posterior = logmath_exp(ps_get_logmath(self->decoder), posterior);
    return true;
}
