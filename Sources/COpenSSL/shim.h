#pragma once
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

// Macros that Swift's importer leaves out.
enum {
    CODA_KEY_MISMATCH = X509_R_KEY_VALUES_MISMATCH,
    CODA_SPOKE_HTTP = SSL_R_HTTP_REQUEST,
};

static inline int coda_ssl_reason(unsigned long error) { return ERR_GET_REASON(error); }

// A key that asks for a pass phrase is refused: the library would ask on the terminal.
static inline int coda_ssl_no_pass_phrase(char *buffer, int size, int writing, void *user) { return -1; }

// For servers: TLS 1.2 and later, no renegotiation, no state kept for clients that come again, little memory while idle.
static inline SSL_CTX *coda_ssl_server(void) {
    SSL_CTX *context = SSL_CTX_new(TLS_server_method());
    if (!context) return 0;
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_NO_TICKET | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_num_tickets(context, 0);
    SSL_CTX_set_mode(
        context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_default_passwd_cb(context, coda_ssl_no_pass_phrase);
    return context;
}
