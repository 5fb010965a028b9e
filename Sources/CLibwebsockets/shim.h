#pragma once
#include <libwebsockets.h>
#include <sys/prctl.h>

// Macros that Swift's importer leaves out.
enum {
    CODA_LWS_PRE = LWS_PRE,
    CODA_LWS_KILL_ASYNC = LWS_TO_KILL_ASYNC,
    CODA_LWS_NO_LISTEN = CONTEXT_PORT_NO_LISTEN,
    CODA_LWS_LOG_ERRORS = LLL_ERR,
};
static const uint64_t CODA_LWS_SKIP_CANONICAL_NAME = LWS_SERVER_OPTION_SKIP_SERVER_CANONICAL_NAME;

// Variadic functions that Swift cannot call.
static inline void coda_lws_name_thread(const char *name) { prctl(PR_SET_NAME, name, 0, 0, 0); }
