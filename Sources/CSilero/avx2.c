#ifdef __x86_64__
#include "network.h"
#include <string.h>
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define LANES 8
#define WIDE 2
#define NARROW 4
#define SINGLE 8
#define KERNEL coda_silero_avx2_kernel
#include "kernel.h"
#pragma clang attribute pop
#endif
