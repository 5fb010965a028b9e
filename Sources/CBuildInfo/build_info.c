#include "coda_build_info.h"

const char *coda_commit(void) { return CODA_COMMIT; }
