/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The reader of requests of toegang-serve: what it takes is the same however the octets come, has no octet that another
 * reader could take for the end of a line, and says in one way where it ends.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../../bindings/serve/serve.h"
#include "harness.h"

static void check_text(const char *text)
{
    for (; *text; text++) demand((unsigned char)*text >= ' ' || *text == '\t');
}

static void check_fields(const struct head *head)
{
    demand(head->field_count <= FIELDS_MOST && head->body_length <= BODY_MOST);
    demand(head_count(head, "Host") <= 1 && head_count(head, "Content-Length") <= 1);
    demand(!head_field(head, "Transfer-Encoding"));
    const char *host = head_field(head, "Host");
    demand(!host || !strpbrk(host, " \t/\\@?#<>\""));
    for (size_t i = 0; i < head->field_count; i++) {
        check_text(head->fields[i].name);
        check_text(head->fields[i].value);
        demand(*head->fields[i].name && !strpbrk(head->fields[i].name, " \t:"));
    }
}

static void check_query(const char *query)
{
    static const char *const names[] = {"eloket", "right"};
    char value[32];
    for (size_t i = 0; i < 2; i++) {
        if (query_value(query, names[i], value, sizeof value) <= 0) continue;
        demand(strlen(value) < sizeof value);
        for (const char *at = value; *at; at++) demand((unsigned char)*at >= ' ');
    }
    (void)query_knows(query, names, 2);
}

static long length_by_octet(const char *octets, size_t length)
{
    size_t seen = 0;
    long came = 0;
    for (size_t i = 1; i <= length && came == 0; i++) came = head_length(octets, i, &seen);
    return came;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct head head;
    struct complaint why = {0};
    size_t seen = 0;
    char *octets = calloc(1, size + 1);
    demand(octets != NULL);
    if (size > 0) memcpy(octets, data, size);
    long length = head_length(octets, size, &seen);
    demand(length == length_by_octet(octets, size) && length <= (long)size);
    if (length > 0 && head_read(octets, (size_t)length, &head, &why)) {
        demand(*head.path == '/' && !strpbrk(head.path, " ?#"));
        check_fields(&head);
        check_query(head.query);
    } else if (length > 0) {
        demand(why.status >= 400 && why.sentence);
    }
    free(octets);
    return 0;
}
