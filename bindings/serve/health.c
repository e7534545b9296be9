/* SPDX-License-Identifier: Apache-2.0 */
/* /health and /health/live, for those who watch over the service. */
#include <string.h>

#include "serve.h"

/* That this process answers, and nothing more. */
void run_live(struct request *request)
{
    request->answer.status = 200;
    request->answer.type = "application/json";
    buffer_put(&request->answer.body, "{\"status\":\"up\"}\n");
}

static const char *value_of(const struct standing *standing, toegang_register reg, const char *name)
{
    for (size_t i = 0; i < standing->count; i++)
        if (standing->details[i].reg == reg && strcmp(standing->details[i].name, name) == 0)
            return standing->details[i].value;
    return "";
}

static void put_register(struct buffer *out, const struct standing *standing, toegang_register reg)
{
    bool reachable = strcmp(value_of(standing, reg, "reachable"), "yes") == 0;
    buffer_print(out, "\"%s\":{\"reachable\":%s", toegang_register_name(reg), reachable ? "true" : "false");
    if (!reachable) buffer_put(out, ",\"check\":"), buffer_json(out, value_of(standing, reg, "check"));
    buffer_put(out, "}");
}

/* Per register whether it can be reached; of the host's files and servers nothing. */
void run_health(struct request *request)
{
    const struct standing *standing = standing_now(request->server);
    struct buffer *body = &request->answer.body;
    request->answer.status = standing->good ? 200 : 503;
    request->answer.type = "application/json";
    buffer_print(body, "{\"status\":\"%s\",\"registers\":{", standing->good ? "up" : "down");
    const size_t start = body->length;
    for (unsigned i = 0; i < TOEGANG_REGISTERS; i++) {
        if (!*value_of(standing, (toegang_register)i, "reachable")) continue;
        if (body->length > start) buffer_put(body, ",");
        put_register(body, standing, (toegang_register)i);
    }
    buffer_put(body, "}}\n");
}
