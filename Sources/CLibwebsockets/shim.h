#pragma once
#include <libwebsockets.h>

// Macros that Swift's importer leaves out.
enum { CODA_LWS_PRE = LWS_PRE };
