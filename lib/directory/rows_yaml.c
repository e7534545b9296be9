/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of a YAML directory: the file as a whole must be good, each of its rows may be none. */
#include "base/report.h"
#include "rows_reading.h"
#include "yaml_reading.h"

struct rows_of_yaml {
    struct tg_rows *rows;
    struct tg_yaml_reading *reading;
    unsigned registers; /* for which the file says that it is; 0: it does not say */
};

/* Rights and blocks of a file that is for another register are not for this one. */
static bool is_for_another(const struct rows_of_yaml *all, toegang_fact_kind kind)
{
    bool shared = kind == TOEGANG_FACT_RIGHT || kind == TOEGANG_FACT_SUSPENSION;
    return shared && all->registers != 0 && !(all->registers & (1U << all->rows->reg));
}

static toegang_status read_row(const struct rows_of_yaml *all, const struct tg_yaml_list *list,
                               const struct tg_yaml_node *row, toegang_report *report)
{
    struct tg_rows *rows = all->rows;
    struct tg_arena texts = {0};
    struct tg_yaml_reading reading = *all->reading;
    toegang_fact fact = {0};
    toegang_report fault = {0};
    toegang_status status = TOEGANG_GOOD;
    reading.arena = &texts;
    reading.report = &fault;
    tg_yaml_row(&reading, list, row, &fact);
    if (reading.no_memory)
        status = tg_no_memory(report);
    else if (reading.problems > 0)
        tg_rows_reject(rows, &fault, fault.line, NULL);
    else if (!is_for_another(all, fact.kind))
        status = tg_rows_give(rows, &fact, report);
    else if (rows->other)
        rows->other(rows->context);
    explicit_bzero(&fact, sizeof fact);
    tg_arena_free(&texts);
    return status;
}

static toegang_status read_list(const struct rows_of_yaml *all, const struct tg_yaml_list *list,
                                const struct tg_yaml_node *node, toegang_report *report)
{
    toegang_status status = TOEGANG_GOOD;
    for (const struct tg_yaml_node *row = node->first; status == TOEGANG_GOOD && row; row = row->next)
        status = read_row(all, list, row, report);
    return status;
}

static toegang_status read_lists(const struct rows_of_yaml *all, const struct tg_yaml_node *root,
                                 toegang_report *report)
{
    const struct tg_yaml_node *nodes[TG_YAML_LISTS];
    for (size_t i = 0; i < TG_YAML_LISTS; i++) {
        nodes[i] = tg_yaml_get(root, tg_yaml_lists[i].key);
        if (nodes[i] && nodes[i]->kind != TG_YAML_SEQUENCE) tg_yaml_shape(all->reading, nodes[i], "a list");
    }
    if (all->reading->problems > 0) return TOEGANG_CONFIGURATION;
    toegang_status status = TOEGANG_GOOD;
    for (size_t i = 0; status == TOEGANG_GOOD && i < TG_YAML_LISTS; i++)
        if (nodes[i]) status = read_list(all, &tg_yaml_lists[i], nodes[i], report);
    return status;
}

toegang_status tg_rows_yaml(struct tg_rows *rows, toegang_report *report)
{
    const toegang_yaml_settings settings = {.size = sizeof settings, .allow_test_numbers = rows->allow_test_numbers};
    struct tg_arena source = {0};
    struct tg_yaml_node *root = NULL;
    struct tg_yaml_reading reading = {
        .path = rows->path, .name = tg_rows_name(rows->path), .settings = &settings, .report = report};
    toegang_status status = tg_yaml_file(&reading, &source, &root);
    rows->size = rows->read = reading.octets.length;
    if (status == TOEGANG_GOOD) {
        struct rows_of_yaml all = {rows, &reading, tg_yaml_top(&reading, root)};
        if (!tg_yaml_get(root, "register")) all.registers = 0;
        rows->age = reading.as_of;
        status = rows->fact ? read_lists(&all, root, report) : TOEGANG_GOOD;
    }
    tg_arena_free(&source);
    return status;
}
