/* SPDX-License-Identifier: Apache-2.0 */
#include "writable.h"

#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "directory/fact.h"

static void point(struct writable_row *row)
{
    row->fact.eloket = row->texts[0];
    row->fact.code = row->texts[1];
    row->fact.context = row->texts[2];
    row->fact.granted_as = row->texts[3];
    row->fact.source = row->source;
}

static void copy_text(char out[260], const char *text)
{
    snprintf(out, 260, "%s", text ? text : "");
}

static void push(struct writable *store, struct writable_rows *rows, toegang_register reg, const toegang_fact *fact)
{
    if (rows->count == rows->room) {
        rows->room = rows->room ? 2 * rows->room : 16;
        rows->rows = realloc(rows->rows, rows->room * sizeof *rows->rows);
        cr_assert_not_null(rows->rows);
        for (size_t i = 0; i < rows->count; i++) point(&rows->rows[i]);
    }
    struct writable_row *row = &rows->rows[rows->count++];
    row->reg = reg;
    row->fact = *fact;
    copy_text(row->texts[0], fact->eloket);
    copy_text(row->texts[1], fact->code);
    copy_text(row->texts[2], fact->context);
    copy_text(row->texts[3], fact->granted_as);
    snprintf(row->source, sizeof row->source, "memory#%u", store->next++);
    point(row);
}

static void copy_rows(struct writable_rows *out, const struct writable_rows *from)
{
    if (out->room < from->count) {
        out->rows = realloc(out->rows, from->count * sizeof *out->rows);
        cr_assert_not_null(out->rows);
        out->room = from->count;
    }
    if (from->count > 0) memcpy(out->rows, from->rows, from->count * sizeof *out->rows);
    out->count = from->count;
    for (size_t i = 0; i < out->count; i++) point(&out->rows[i]);
}

static toegang_status fail(toegang_report *report, toegang_status status, const char *check)
{
    report->status = status;
    snprintf(report->check, sizeof report->check, "%s", check);
    snprintf(report->expected, sizeof report->expected, "an answer");
    snprintf(report->came, sizeof report->came, "none");
    return status;
}

static toegang_status read(void *self, const toegang_directory_question *question, toegang_fact_sink *sink,
                           void *context, toegang_report *report)
{
    struct writable *store = self;
    toegang_status status = TOEGANG_GOOD;
    pthread_mutex_lock(&store->data);
    store->reads++;
    if (!question->fresh) store->fresh_missed++;
    if (store->fail_read[question->reg] != TOEGANG_GOOD)
        status = fail(report, store->fail_read[question->reg], "directory.connection");
    for (size_t i = 0; status == TOEGANG_GOOD && i < store->kept.count; i++) {
        const struct writable_row *row = &store->kept.rows[i];
        if (row->reg == question->reg && tg_fact_answers(&row->fact, question)) status = sink(context, &row->fact);
    }
    pthread_mutex_unlock(&store->data);
    return status;
}

static bool same(const toegang_fact *one, const toegang_fact *other)
{
    return one->kind == other->kind && memcmp(&one->holder, &other->holder, sizeof one->holder) == 0 &&
           one->organisation.scheme == other->organisation.scheme &&
           strcmp(one->organisation.value, other->organisation.value) == 0 &&
           strcmp(one->eloket, other->eloket) == 0 && strcmp(one->code, other->code) == 0 &&
           strcmp(one->context, other->context) == 0 && one->from == other->from && one->until == other->until &&
           memcmp(&one->granted_by, &other->granted_by, sizeof one->granted_by) == 0 &&
           one->granted_at == other->granted_at && strcmp(one->granted_as, other->granted_as) == 0;
}

static toegang_status put(void *state, toegang_register reg, const toegang_fact *before, const toegang_fact *after,
                          toegang_report *report)
{
    struct writable *store = state;
    struct writable_rows *rows = &store->staged;
    size_t i = 0;
    if (store->fail_put != TOEGANG_GOOD) return fail(report, store->fail_put, "directory.store");
    while (before && i < rows->count && !(rows->rows[i].reg == reg && same(&rows->rows[i].fact, before))) i++;
    if (before && i == rows->count) return fail(report, TOEGANG_UNAVAILABLE, "directory.changed");
    if (before) {
        memmove(&rows->rows[i], &rows->rows[i + 1], (rows->count - i - 1) * sizeof *rows->rows);
        rows->count--;
        for (size_t j = i; j < rows->count; j++) point(&rows->rows[j]);
    }
    if (after) push(store, rows, reg, after);
    return TOEGANG_GOOD;
}

static void keep(struct writable *store)
{
    pthread_mutex_lock(&store->data);
    copy_rows(&store->kept, &store->staged);
    store->commits++;
    pthread_mutex_unlock(&store->data);
}

static toegang_status write(void *self, int64_t patience_ms, toegang_change_body *body, void *context,
                            toegang_report *report)
{
    struct writable *store = self;
    toegang_writing writing = {.size = sizeof writing, .state = store, .put = put};
    (void)patience_ms;
    pthread_mutex_lock(&store->writing);
    toegang_status status = TOEGANG_GOOD;
    for (unsigned again = 0; again <= store->conflicts; again++) {
        copy_rows(&store->staged, &store->kept);
        status = body(context, &writing, report);
    }
    if (status == TOEGANG_GOOD && store->fail_commit != TOEGANG_GOOD)
        status = fail(report, store->fail_commit, "directory.commit");
    else if (status == TOEGANG_GOOD)
        keep(store);
    pthread_mutex_unlock(&store->writing);
    return status;
}

static const toegang_directory_class class_ = {.size = sizeof class_,
                                               .flags = TOEGANG_DIRECTORY_CONCURRENT | TOEGANG_DIRECTORY_WRITES,
                                               .name = "writable",
                                               .read = read,
                                               .write = write};

struct writable *writable_new(void)
{
    struct writable *store = calloc(1, sizeof *store);
    cr_assert_not_null(store);
    pthread_mutex_init(&store->writing, NULL);
    pthread_mutex_init(&store->data, NULL);
    return store;
}

void writable_free(struct writable *store)
{
    pthread_mutex_destroy(&store->writing);
    pthread_mutex_destroy(&store->data);
    free(store->kept.rows);
    free(store->staged.rows);
    free(store);
}

toegang_directory *writable_directory(struct writable *store)
{
    toegang_directory *directory = NULL;
    cr_assert_eq(toegang_directory_new(&class_, store, &directory, NULL), TOEGANG_GOOD);
    return directory;
}

void writable_add(struct writable *store, toegang_register reg, const toegang_fact *fact)
{
    push(store, &store->kept, reg, fact);
}
