#include "coda_postgresql.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

static const char *const library = "libpq.so.5";
// In the order of `coda_pq`.
static const char *const names[] = {
    "PQconnectdbParams", "PQfinish", "PQstatus", "PQtransactionStatus", "PQerrorMessage", "PQsocket", "PQexec", "PQprepare",
    "PQdescribePrepared", "PQexecPrepared", "PQresultStatus", "PQresultErrorField", "PQnparams", "PQparamtype", "PQntuples", "PQnfields",
    "PQftype", "PQgetisnull", "PQgetlength", "PQgetvalue", "PQcmdTuples", "PQclear", "PQconsumeInput", "PQnotifies", "PQfreemem",
    "PQconninfoParse", "PQconninfoFree", "PQsetNoticeProcessor",
};
enum { COUNT = sizeof names / sizeof *names };
_Static_assert(sizeof(coda_pq) == COUNT * sizeof(void *), "every function has its name");

static union {
    coda_pq functions;
    void *slots[COUNT];
} table;
static char missing[160];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
    void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    if (!handle) {
        snprintf(missing, sizeof missing, "%s is not installed", library);
        return;
    }
    for (size_t index = 0; index < COUNT; index++) {
        table.slots[index] = dlsym(handle, names[index]);
        if (table.slots[index]) continue;
        snprintf(missing, sizeof missing, "%s has no %s", library, names[index]);
        return;
    }
}

const coda_pq *coda_pq_open(char *cause, size_t room) {
    pthread_once(&once, load);
    if (!missing[0]) return &table.functions;
    snprintf(cause, room, "%s", missing);
    return NULL;
}

static void ignore(void *user, const char *message) { (void)user, (void)message; }

void coda_pq_silence(const coda_pq *library, coda_pq_connection *connection) { library->setNoticeProcessor(connection, ignore, NULL); }
