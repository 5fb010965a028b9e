#ifdef __x86_64__
#include "network.h"
#include <string.h>
#pragma clang attribute push(__attribute__((target("avx512f,avx512vl,avx2,fma"))), apply_to = function)
#define LANES 16
#define WIDE 4
#define NARROW 4
#define SINGLE 4
#define KERNEL coda_silero_avx512_kernel
#include "kernel.h"
#pragma clang attribute pop
#endif
