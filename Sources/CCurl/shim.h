#pragma once
#include <curl/curl.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

// libcurl's options and answers are variadic functions, which Swift cannot call.

static inline CURLcode coda_curl_long(CURL *easy, CURLoption option, long value) { return curl_easy_setopt(easy, option, value); }
static inline CURLcode coda_curl_text(CURL *easy, CURLoption option, const char *value) { return curl_easy_setopt(easy, option, value); }
static inline CURLcode coda_curl_pointer(CURL *easy, CURLoption option, void *value) { return curl_easy_setopt(easy, option, value); }

/// The body is copied.
static inline CURLcode coda_curl_body(CURL *easy, const void *bytes, size_t count) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)count);
    return code != CURLE_OK ? code : curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, count ? (const char *)bytes : "");
}

typedef size_t (*coda_curl_sink)(char *bytes, size_t size, size_t count, void *user);
/// Whether a connection to this address (4 or 16 bytes, in network order) may be opened.
typedef int (*coda_curl_gate)(const unsigned char *address, size_t count, void *user);
/// The connection is there and the request is about to be sent; 0 ends the transfer.
typedef int (*coda_curl_ready)(const char *address, void *user);

struct coda_curl_calls {
    coda_curl_sink header;
    coda_curl_sink body;
    coda_curl_gate gate;
    coda_curl_ready ready;
    void *user;
};

static inline curl_socket_t coda_curl_open(void *data, curlsocktype purpose, struct curl_sockaddr *address) {
    struct coda_curl_calls *calls = data;
    (void)purpose;
    const unsigned char *bytes = 0;
    size_t count = 0;
    if (address->family == AF_INET) {
        bytes = (const unsigned char *)&((struct sockaddr_in *)&address->addr)->sin_addr;
        count = 4;
    } else if (address->family == AF_INET6) {
        bytes = (const unsigned char *)&((struct sockaddr_in6 *)&address->addr)->sin6_addr;
        count = 16;
    }
    if (!calls->gate(bytes, count, calls->user)) return CURL_SOCKET_BAD;
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static inline int coda_curl_before(void *data, char *peer, char *local, int peer_port, int local_port) {
    struct coda_curl_calls *calls = data;
    (void)local, (void)peer_port, (void)local_port;
    return calls->ready(peer, calls->user) ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

/// `calls` must live as long as the handle.
static inline void coda_curl_install(CURL *easy, struct coda_curl_calls *calls) {
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, calls->header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, calls->user);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, calls->body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, calls->user);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, coda_curl_open);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, calls);
    curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, coda_curl_before);
    curl_easy_setopt(easy, CURLOPT_PREREQDATA, calls);
}

/// The text belongs to the handle; NULL where there is none.
static inline const char *coda_curl_redirect(CURL *easy) {
    char *text = 0;
    return curl_easy_getinfo(easy, CURLINFO_REDIRECT_URL, &text) == CURLE_OK ? text : 0;
}
static inline long coda_curl_connects(CURL *easy) {
    long count = 0;
    curl_easy_getinfo(easy, CURLINFO_NUM_CONNECTS, &count);
    return count;
}
static inline int64_t coda_curl_uploaded(CURL *easy) {
    curl_off_t count = 0;
    curl_easy_getinfo(easy, CURLINFO_SIZE_UPLOAD_T, &count);
    return count;
}

/// The next transfer that is done; NULL where there is none.
static inline CURL *coda_curl_done(CURLM *multi, CURLcode *result) {
    int left = 0;
    CURLMsg *message;
    while ((message = curl_multi_info_read(multi, &left))) {
        if (message->msg != CURLMSG_DONE) continue;
        *result = message->data.result;
        return message->easy_handle;
    }
    return 0;
}
static inline CURLMcode coda_curl_multi_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}
static inline CURLcode coda_curl_global(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }
