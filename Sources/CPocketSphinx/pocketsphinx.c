#include "coda_pocketsphinx.h"
#include <pocketsphinx.h>
