/* SPDX-License-Identifier: Apache-2.0 */
/* Our own lines, verified before: what does not fit is of another version, or a defect. */
#include "administration/record.h"

#include "administration/check.h"
#include "base/report.h"
#include "parse/json.h"
#include "record_read.h"

#define EVENT ",\"event\":\"decision\","

static const struct tg_json_limits limits = {TG_LINE_MAX, 10, 500000};

bool tg_is_decision(struct tg_span line)
{
    struct tg_span rest = tg_span_from(line, sizeof "{\"v\":1," - 1);
    return tg_span_starts(tg_span_from(rest, tg_span_find(rest, ',')), EVENT);
}

static void read_policy(struct tg_reading *reading, const struct tg_json *root, struct tg_record *out)
{
    const struct tg_json *policies = tg_json_get(tg_json_get(root, "attributes"), "adl.core.policies");
    struct tg_span version = tg_reading_text(reading, policies, "configuration");
    reading->fits = reading->fits && tg_span_starts(version, "sha256:");
    out->policy = tg_span_from(version, sizeof "sha256:" - 1);
}

static void read_question(struct tg_reading *reading, const struct tg_json *request, struct tg_record *out)
{
    const struct tg_json *context = tg_json_get(request, "context");
    out->question = (toegang_question){.size = sizeof out->question, .identity = &out->identity};
    out->question.eloket = tg_reading_string(reading, tg_json_get(request, "resource"), "id");
    out->question.right = tg_reading_string_or_null(reading, context, "right");
    out->question.context = tg_reading_string_or_null(reading, context, "context");
    out->question.at = tg_reading_time(reading, context, "time");
    tg_reading_organisation(reading, context, "organisation", &out->question.organisation);
}

/* The line is one line, so that a column is a place in it. */
static void read_response(struct tg_reading *reading, struct tg_span line, const struct tg_json *response,
                          const struct tg_json *information, struct tg_record *out)
{
    reading->fits = reading->fits && response && information && response->line == 1 && response->column > 0 &&
                    information->column > response->column;
    if (!reading->fits) return;
    size_t length = information->column - response->column;
    out->response = tg_span_until(tg_span_from(line, response->column - 1), length);
}

static void read_body(struct tg_reading *reading, struct tg_span line, const struct tg_json *body,
                      struct tg_record *out)
{
    const struct tg_json *information = tg_json_get(body, "adl.core.information");
    tg_record_people(reading, tg_json_get(information, "people"));
    read_question(reading, tg_json_get(body, "adl.core.request"), out);
    read_response(reading, line, tg_json_get(body, "adl.core.response"), information, out);
    tg_record_identity(reading, tg_json_get(information, "identity"), &out->identity);
    tg_record_answers(reading, tg_json_get(information, "answers"), out->world.answers);
    tg_record_facts(reading, tg_json_get(information, "facts"), &out->world);
}

toegang_status tg_record_read(struct tg_span line, struct tg_arena *arena, struct tg_record *out,
                              toegang_report *report)
{
    struct tg_reading reading = {.arena = arena, .fits = true};
    struct tg_json *root = NULL;
    toegang_report why = {0};
    *out = (struct tg_record){0};
    toegang_status status = tg_json_read(line, &limits, arena, &root, &why);
    if (status == TOEGANG_NO_MEMORY) return tg_no_memory(report);
    reading.fits = status == TOEGANG_GOOD;
    read_policy(&reading, root, out);
    read_body(&reading, line, tg_json_get(root, "body"), out);
    if (reading.no_memory) return tg_no_memory(report);
    if (reading.fits) return TOEGANG_GOOD;
    return tg_refuse(report, CHECK_AUDIT_REPLAY, "a decision as this version logs it", TG_SPAN("another form"));
}
