#pragma once
#include <stddef.h>
#include <stdint.h>

/// libFuzzer's own loop; `test` gets one input at a time. Returns when its options say so; a crash ends the process.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*test)(const uint8_t *data, size_t size));
