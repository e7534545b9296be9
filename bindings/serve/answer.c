/* SPDX-License-Identifier: Apache-2.0 */
/* An answer as it goes out: its status, its fields, and a problem as its body. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "serve.h"

const struct status answer_statuses[STATUSES] = {{200, "OK"},
                                                 {204, "No Content"},
                                                 {400, "Bad Request"},
                                                 {401, "Unauthorized"},
                                                 {403, "Forbidden"},
                                                 {404, "Not Found"},
                                                 {405, "Method Not Allowed"},
                                                 {408, "Request Timeout"},
                                                 {411, "Length Required"},
                                                 {413, "Content Too Large"},
                                                 {414, "URI Too Long"},
                                                 {417, "Expectation Failed"},
                                                 {431, "Request Header Fields Too Large"},
                                                 {500, "Internal Server Error"},
                                                 {503, "Service Unavailable"},
                                                 {505, "HTTP Version Not Supported"}};

static const char *phrase_of(int status)
{
    for (size_t i = 0; i < STATUSES; i++)
        if (answer_statuses[i].status == status) return answer_statuses[i].phrase;
    return "";
}

/* One line whatever the value holds; octets of UTF-8 stay. */
void answer_field(struct answer *answer, const char *name, const char *value)
{
    buffer_print(&answer->fields, "%s: ", name);
    for (; *value; value++) {
        bool is_control = (unsigned char)*value < ' ' || *value == 0x7f;
        buffer_add(&answer->fields, is_control ? " " : value, 1);
    }
    buffer_put(&answer->fields, "\r\n");
}

void answer_problem(struct answer *answer, int status, const char *sentence, const char *check)
{
    answer->status = status;
    answer->type = "application/problem+json";
    snprintf(answer->check, sizeof answer->check, "%s", check);
    buffer_free(&answer->body);
    buffer_print(&answer->body, "{\"status\":%d,\"title\":\"%s\",\"detail\":", status, phrase_of(status));
    buffer_json(&answer->body, sentence);
    if (*check) buffer_put(&answer->body, ",\"check\":"), buffer_json(&answer->body, check);
    buffer_put(&answer->body, "}\n");
}

static void write_date(struct buffer *out)
{
    char date[40] = "";
    struct tm parts;
    time_t now = time(NULL);
    /* No locale was set: the names of days and months are those of RFC 9110. */
    if (gmtime_r(&now, &parts)) strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S GMT", &parts);
    buffer_print(out, "Date: %s\r\n", date);
}

static void write_head(const struct request *request, bool keeps, struct buffer *out)
{
    const struct answer *answer = &request->answer;
    buffer_print(out, "HTTP/1.1 %d %s\r\n", answer->status, phrase_of(answer->status));
    write_date(out);
    buffer_put(out, "Cache-Control: no-store\r\n");
    if (answer->status != 204) buffer_print(out, "Content-Length: %zu\r\n", answer->body.length);
    if (answer->body.length > 0)
        buffer_print(out, "Content-Type: %s\r\nX-Content-Type-Options: nosniff\r\n", answer->type);
    if (answer->status == 503) buffer_put(out, "Retry-After: 5\r\n");
    if (*request->id) buffer_print(out, "X-Request-ID: %s\r\n", request->id);
    if (!keeps) buffer_put(out, "Connection: close\r\n");
    buffer_add(out, answer->fields.at, answer->fields.length);
    buffer_put(out, "\r\n");
}

void answer_write(const struct request *request, bool keeps, struct buffer *out)
{
    bool bodiless = request->head.method && strcmp(request->head.method, "HEAD") == 0;
    const struct answer *answer = &request->answer;
    write_head(request, keeps, out);
    if (!bodiless && answer->status != 204) buffer_add(out, answer->body.at, answer->body.length);
    out->failed |= answer->fields.failed | answer->body.failed;
}

void answer_free(struct answer *answer)
{
    buffer_free(&answer->fields);
    buffer_free(&answer->body);
    *answer = (struct answer){.outcome = ""};
}
