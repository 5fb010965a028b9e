// Four lanes run on every processor of 64 bits: SSE2 on x86, NEON on ARM.
#define LANES 4
#define WIDE 2
#define NARROW 4
#define SINGLE 8
#define KERNEL coda_silero_base_kernel
#include "kernel.h"
