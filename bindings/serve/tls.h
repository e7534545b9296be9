/* SPDX-License-Identifier: Apache-2.0 */
/* TLS 1.2 or later, with a certificate of the client that an authority of ours signed. */
#ifndef SERVE_TLS_H
#define SERVE_TLS_H

#include "serve.h"

/* Below: as transport_…, above 0 or one of TRANSPORT_…. */
struct tls *tls_begin(struct tls_context *context, int socket);
long tls_accept(struct tls *tls, const char *caller); /* caller: for the log */
long tls_read(struct tls *tls, char *out, size_t size);
long tls_write(struct tls *tls, const char *octets, size_t length);
/* The first name in the certificate of the client; as it is where there is none. */
void tls_name(const struct tls *tls, char *out, size_t size);
bool tls_holds(const struct tls *tls);
void tls_finish(struct tls *tls);
void tls_end(struct tls *tls);

#endif
