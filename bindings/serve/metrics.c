/* SPDX-License-Identifier: Apache-2.0 */
/*
 * /metrics: OpenMetrics 1.0 text. Labels are endpoints, statuses, outcomes and registers: nothing about
 * anybody.
 */
#include <inttypes.h>
#include <string.h>

#include "serve.h"

static void put_family(struct buffer *out, const char *name, const char *type, const char *unit,
                       const char *help)
{
    buffer_print(out, "# TYPE %s %s\n", name, type);
    if (unit) buffer_print(out, "# UNIT %s %s\n", name, unit);
    buffer_print(out, "# HELP %s %s\n", name, help);
}

static void put_one(struct buffer *out, const char *name, const char *type, const char *help, uint64_t value)
{
    put_family(out, name, type, NULL, help);
    buffer_print(out, "%s%s %" PRIu64 "\n", name, strcmp(type, "counter") == 0 ? "_total" : "", value);
}

/* A value of a label: a backslash, a quote and a line feed are escaped, and nothing else. */
static void put_label(struct buffer *out, const char *value)
{
    for (; *value; value++) {
        const char *escaped = *value == '\\'   ? "\\\\"
                              : *value == '"'  ? "\\\""
                              : *value == '\n' ? "\\n"
                                               : NULL;
        buffer_add(out, escaped ? escaped : value, escaped ? 2 : 1);
    }
}

static uint64_t count_of(atomic_uint_fast64_t *count)
{
    return (uint64_t)atomic_load_explicit(count, memory_order_relaxed);
}

/* ---- what was answered ---- */

static void put_answers(struct buffer *out, struct counts *counts)
{
    put_family(out, "toegang_serve_answers", "counter", NULL, "Answers by endpoint and status.");
    for (size_t i = 0; i < ENDPOINTS; i++)
        for (size_t j = 0; j < STATUSES; j++) {
            uint64_t count = count_of(&counts->answers[i][j]);
            if (count == 0 || !endpoints[i].name) continue;
            buffer_print(out, "toegang_serve_answers_total{endpoint=\"%s\",status=\"%d\"} %" PRIu64 "\n",
                         endpoints[i].name, answer_statuses[j].status, count);
        }
}

static void put_decisions(struct buffer *out, struct counts *counts)
{
    put_family(out, "toegang_serve_decisions", "counter", NULL, "Decisions by endpoint and outcome.");
    for (size_t i = 0; i < ENDPOINTS; i++)
        for (toegang_outcome outcome = 0;
             endpoints[i].place == PLACE_POOL && outcome <= TOEGANG_OUTCOME_PERMIT; outcome++)
            buffer_print(out, "toegang_serve_decisions_total{endpoint=\"%s\",outcome=\"%s\"} %" PRIu64 "\n",
                         endpoints[i].name, toegang_outcome_name(outcome),
                         count_of(&counts->decisions[i][outcome]));
}

static void put_histogram(struct buffer *out, struct counts *counts, size_t endpoint)
{
    const char *name = endpoints[endpoint].name;
    uint64_t sum = 0;
    for (size_t i = 0; i <= BUCKETS; i++) {
        sum += count_of(&counts->buckets[endpoint][i]);
        buffer_print(out, "toegang_serve_duration_seconds_bucket{endpoint=\"%s\",le=\"%s\"} %" PRIu64 "\n",
                     name, i < BUCKETS ? count_buckets[i].seconds : "+Inf", sum);
    }
    const uint64_t took = count_of(&counts->microseconds[endpoint]);
    buffer_print(out, "toegang_serve_duration_seconds_count{endpoint=\"%s\"} %" PRIu64 "\n", name, sum);
    buffer_print(out, "toegang_serve_duration_seconds_sum{endpoint=\"%s\"} %" PRIu64 ".%06" PRIu64 "\n", name,
                 took / 1000000, took % 1000000);
}

static void put_histograms(struct buffer *out, struct counts *counts)
{
    put_family(out, "toegang_serve_duration_seconds", "histogram", "seconds",
               "From the first octet of a request to its answer.");
    for (size_t i = 0; i < ENDPOINTS; i++)
        if (endpoints[i].place == PLACE_POOL) put_histogram(out, counts, i);
}

/* ---- how the directories are ---- */

static void put_reachable(struct buffer *out, const struct standing *standing)
{
    put_family(out, "toegang_directory_reachable", "gauge", NULL,
               "Whether the directory of a register answers.");
    for (size_t i = 0; i < standing->count; i++) {
        const struct detail *detail = &standing->details[i];
        if (strcmp(detail->name, "reachable") != 0) continue;
        buffer_print(out, "toegang_directory_reachable{register=\"%s\"} %d\n",
                     toegang_register_name(detail->reg), strcmp(detail->value, "yes") == 0);
    }
}

static bool is_number(const char *value)
{
    size_t length = strlen(value);
    return length > 0 && length < 16 && strspn(value, "0123456789") == length;
}

/* A register's name may be told twice, by two of its sources. */
static bool was_told(const struct standing *standing, size_t index)
{
    const struct detail *one = &standing->details[index];
    for (size_t i = 0; i < index; i++)
        if (standing->details[i].reg == one->reg && strcmp(standing->details[i].name, one->name) == 0)
            return true;
    return false;
}

static void put_values(struct buffer *out, const struct standing *standing)
{
    put_family(out, "toegang_directory_value", "gauge", NULL, "What a directory says of itself in numbers.");
    for (size_t i = 0; i < standing->count; i++) {
        const struct detail *detail = &standing->details[i];
        if (!is_number(detail->value) || was_told(standing, i)) continue;
        buffer_print(out, "toegang_directory_value{register=\"%s\",name=\"",
                     toegang_register_name(detail->reg));
        put_label(out, detail->name);
        buffer_print(out, "\"} %s\n", detail->value);
    }
}

/* ---- all of it ---- */

static void put_server(struct buffer *out, struct server *server)
{
    struct counts *counts = &server->counts;
    put_one(out, "toegang_serve_connections", "gauge", "Connections that are open.",
            (uint64_t)atomic_load(&counts->connections));
    put_one(out, "toegang_serve_requests", "gauge", "Requests that have a thread or wait for one.",
            pool_inside(&server->pool));
    put_one(out, "toegang_serve_accepted", "counter", "Connections that were taken.",
            count_of(&counts->accepted));
    put_one(out, "toegang_serve_turned_away", "counter", "Connections that found no place.",
            count_of(&counts->turned_away));
    put_one(out, "toegang_serve_full", "counter", "Requests that found the queue full.",
            count_of(&counts->full));
    put_family(out, "toegang_serve_reloads", "counter", NULL,
               "Readings of the configuration, by what became of them.");
    buffer_print(out, "toegang_serve_reloads_total{result=\"good\"} %" PRIu64 "\n",
                 count_of(&counts->reloads_good));
    buffer_print(out, "toegang_serve_reloads_total{result=\"kept\"} %" PRIu64 "\n",
                 count_of(&counts->reloads_kept));
    put_family(out, "toegang_serve_configuration_time_seconds", "gauge", "seconds",
               "When the configuration that holds was read.");
    buffer_print(out, "toegang_serve_configuration_time_seconds %" PRId64 "\n",
                 (int64_t)atomic_load(&counts->read_at));
    put_family(out, "toegang_build", "info", NULL, "What runs.");
    buffer_print(out, "toegang_build_info{version=\"%s\",adapters=\"", toegang_version());
    put_label(out, toegang_adapters());
    buffer_put(out, "\"} 1\n");
}

void run_metrics(struct request *request)
{
    struct buffer *body = &request->answer.body;
    const struct standing *standing = standing_now(request->server);
    request->answer.status = 200;
    request->answer.type = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    put_answers(body, &request->server->counts);
    put_decisions(body, &request->server->counts);
    put_histograms(body, &request->server->counts);
    put_reachable(body, standing);
    put_values(body, standing);
    put_server(body, request->server);
    buffer_put(body, "# EOF\n");
}
