#pragma once
// PostgreSQL's client library (libpq). It is opened when a database is first asked for, so that Coda starts without it. The
// declarations are those of its stable interface.
#include <stdbool.h>
#include <stddef.h>

typedef struct coda_pq_connection coda_pq_connection;
typedef struct coda_pq_result coda_pq_result;

enum { CODA_PQ_OK = 0 };
enum { CODA_PQ_COMMAND_OK = 1, CODA_PQ_ROWS = 2 };
enum { CODA_PQ_IDLE = 0, CODA_PQ_INTRANSACTION = 2 };
enum { CODA_PQ_SQLSTATE = 'C', CODA_PQ_PRIMARY = 'M' };
/// Types as the server numbers them.
enum {
    CODA_PQ_BOOL = 16, CODA_PQ_BYTEA = 17, CODA_PQ_INT8 = 20, CODA_PQ_INT2 = 21, CODA_PQ_INT4 = 23, CODA_PQ_TEXT = 25,
    CODA_PQ_FLOAT4 = 700, CODA_PQ_FLOAT8 = 701, CODA_PQ_VARCHAR = 1043,
};

typedef struct coda_pq_notification {
    char *channel;
    int process;
    char *payload;
} coda_pq_notification;

typedef struct coda_pq_option {
    char *keyword, *variable, *compiled, *value, *label, *kind;
    int size;
} coda_pq_option;

/// The library's functions, by their names without PQ.
typedef struct coda_pq {
    coda_pq_connection *(*connectdbParams)(const char *const *keywords, const char *const *values, int expands);
    void (*finish)(coda_pq_connection *);
    int (*status)(const coda_pq_connection *);
    int (*transactionStatus)(const coda_pq_connection *);
    char *(*errorMessage)(const coda_pq_connection *);
    int (*socket)(const coda_pq_connection *);
    coda_pq_result *(*exec)(coda_pq_connection *, const char *sql);
    coda_pq_result *(*prepare)(coda_pq_connection *, const char *name, const char *sql, int count, const unsigned *types);
    coda_pq_result *(*describePrepared)(coda_pq_connection *, const char *name);
    coda_pq_result *(*execPrepared)(
        coda_pq_connection *, const char *name, int count, const char *const *values, const int *lengths, const int *formats, int format);
    int (*resultStatus)(const coda_pq_result *);
    char *(*resultErrorField)(const coda_pq_result *, int field);
    int (*nparams)(const coda_pq_result *);
    unsigned (*paramtype)(const coda_pq_result *, int index);
    int (*ntuples)(const coda_pq_result *);
    int (*nfields)(const coda_pq_result *);
    unsigned (*ftype)(const coda_pq_result *, int column);
    int (*getisnull)(const coda_pq_result *, int row, int column);
    int (*getlength)(const coda_pq_result *, int row, int column);
    char *(*getvalue)(const coda_pq_result *, int row, int column);
    char *(*cmdTuples)(coda_pq_result *);
    void (*clear)(coda_pq_result *);
    int (*consumeInput)(coda_pq_connection *);
    coda_pq_notification *(*notifies)(coda_pq_connection *);
    void (*freemem)(void *);
    coda_pq_option *(*conninfoParse)(const char *text, char **why);
    void (*conninfoFree)(coda_pq_option *);
    void (*(*setNoticeProcessor)(coda_pq_connection *, void (*)(void *, const char *), void *))(void *, const char *);
} coda_pq;

/// The library, which stays open; null where it is missing, with the cause, cut to `room` bytes.
const coda_pq *coda_pq_open(char *cause, size_t room);

/// What the server remarks beside its answers goes nowhere.
void coda_pq_silence(const coda_pq *, coda_pq_connection *);
