// A bare WebSocket echo over libwebsockets: what the library itself costs. Prints the port it listens on.
#include <libwebsockets.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct message {
    struct message *next;
    size_t length;
    enum lws_write_protocol kind;
    // LWS_PRE bytes for the library's header, then the message.
    unsigned char bytes[];
};

struct session {
    struct message *first, **end;
};

static volatile sig_atomic_t ends;
static void end(int signal) {
    (void)signal;
    ends = 1;
}

static int on_event(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t length) {
    struct session *session = user;
    switch (reason) {
    case LWS_CALLBACK_ESTABLISHED:
        session->first = NULL;
        session->end = &session->first;
        break;
    case LWS_CALLBACK_RECEIVE: {
        // Every message of the measurement fits the receive buffer.
        struct message *message = malloc(sizeof *message + LWS_PRE + length);
        if (!message) return -1;
        message->next = NULL;
        message->length = length;
        message->kind = lws_frame_is_binary(wsi) ? LWS_WRITE_BINARY : LWS_WRITE_TEXT;
        memcpy(message->bytes + LWS_PRE, in, length);
        *session->end = message;
        session->end = &message->next;
        lws_callback_on_writable(wsi);
        break;
    }
    case LWS_CALLBACK_SERVER_WRITEABLE:
        while (session->first && !lws_send_pipe_choked(wsi)) {
            struct message *message = session->first;
            if (lws_write(wsi, message->bytes + LWS_PRE, message->length, message->kind) < 0) return -1;
            session->first = message->next;
            if (!session->first) session->end = &session->first;
            free(message);
        }
        if (session->first) lws_callback_on_writable(wsi);
        break;
    case LWS_CALLBACK_CLOSED:
        while (session->first) {
            struct message *message = session->first;
            session->first = message->next;
            free(message);
        }
        break;
    default: break;
    }
    return 0;
}

int main(void) {
    lws_set_log_level(LLL_ERR, NULL);
    signal(SIGTERM, end);
    const struct lws_protocols protocols[] = {
        {.name = "echo", .callback = on_event, .per_session_data_size = sizeof(struct session), .rx_buffer_size = 16384},
        {0},
    };
    struct lws_context_creation_info info = {
        .port = CONTEXT_PORT_NO_LISTEN, .protocols = protocols, .pt_serv_buf_size = 16384 + LWS_PRE};
    struct lws_context *context = lws_create_context(&info);
    if (!context) return 1;
    info.port = 0;
    info.iface = "127.0.0.1";
    struct lws_vhost *vhost = lws_create_vhost(context, &info);
    if (!vhost) return 1;
    printf("%d\n", lws_get_vhost_listen_port(vhost));
    fflush(stdout);
    while (!ends && lws_service(context, 0) >= 0) {}
    lws_context_destroy(context);
    return 0;
}
