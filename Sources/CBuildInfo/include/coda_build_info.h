#pragma once

/// The commit this program was built from, or "unknown".
const char *coda_commit(void);
