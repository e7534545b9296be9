/* SPDX-License-Identifier: Apache-2.0 */
/* Messages by HTTP-Redirect (SAML bindings 3.4), by zlib and libcrypto. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "forge_inside.h"

char *forge_escape(const char *text)
{
    char *out = forge_take(3 * strlen(text) + 1), *at = out;
    for (; *text; text++) {
        int plain = (*text >= 'A' && *text <= 'Z') || (*text >= 'a' && *text <= 'z') ||
                    (*text >= '0' && *text <= '9') || strchr("-._~", *text);
        at += sprintf(at, plain ? "%c" : "%%%02X", plain ? *text : (unsigned char)*text);
    }
    *at = '\0';
    return out;
}

char *forge_deflate(const char *text)
{
    z_stream stream = {0};
    size_t length = strlen(text), most;
    unsigned char *copy = forge_take(length + 1);
    memcpy(copy, text, length);
    if (deflateInit2(&stream, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) != Z_OK) forge_die("zlib", "begin");
    most = deflateBound(&stream, length);
    unsigned char *folded = forge_take(most);
    stream.next_in = copy, stream.avail_in = (uInt)length;
    stream.next_out = folded, stream.avail_out = (uInt)most;
    if (deflate(&stream, Z_FINISH) != Z_STREAM_END) forge_die("zlib", "fold");
    char *base64 = forge_base64((const char *)folded, stream.total_out, 0), *out = forge_escape(base64);
    deflateEnd(&stream);
    free(copy), free(folded), free(base64);
    return out;
}

char *forge_seal_query(const char *query, const struct forge_signing *how)
{
    const struct forge_algorithm *algorithm = forge_algorithm(how->algorithm ? how->algorithm : "RS256");
    char *sealed = forge_seal(how->key, algorithm, query, strlen(query)), *value = forge_escape(sealed);
    char *out = forge_take(strlen(query) + strlen(value) + 16);
    sprintf(out, "%s&Signature=%s", query, value);
    free(sealed), free(value);
    return out;
}

char *forge_query(const char *parameter, const char *xml, const char *relay_state, const struct forge_signing *how)
{
    const struct forge_signing usual = {.key = forge_key("idp")};
    how = how ? how : &usual;
    const struct forge_algorithm *algorithm = forge_algorithm(how->algorithm ? how->algorithm : "RS256");
    char *message = forge_deflate(xml), *uri = forge_escape(algorithm->uri);
    char *query = forge_take(strlen(message) + strlen(uri) + (relay_state ? strlen(relay_state) : 0) + 64);
    sprintf(query, "%s=%s%s%s&SigAlg=%s", parameter, message, relay_state ? "&RelayState=" : "",
            relay_state ? relay_state : "", uri);
    char *out = forge_seal_query(query, how);
    free(message), free(uri), free(query);
    return out;
}
