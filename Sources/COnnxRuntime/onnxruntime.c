#include "coda_onnxruntime.h"
