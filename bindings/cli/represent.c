/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "known.h"

struct table {
    const struct options *options;
    uint8_t key[32];
    bool has_key;
    struct names names;
    toegang_known known; /* of the row that is printed */
    size_t rows;
};

static const char *as_text(const struct table *table, const toegang_representation *row)
{
    enum text which = strcmp(row->as, "htb") == 0 ? TEXT_HTB : TEXT_LEGAL_REPRESENTATIVE;
    return text(which, table->options->language);
}

static void make_handle(const struct table *table, const toegang_representation *row,
                        char out[TOEGANG_HANDLE_MAX])
{
    out[0] = '\0';
    if (!table->has_key || toegang_handle_seal(table->key, &row->holder, out, NULL) != TOEGANG_GOOD)
        out[0] = '\0';
}

static void text_row(const struct table *table, const toegang_representation *row, const char *handle)
{
    char holder[16], organisation[24], through[24];
    toegang_language language = table->options->language;
    toegang_rrn_mask(&row->holder, holder);
    toegang_organisation_format(&row->organisation, organisation);
    printf("  %s  %s%s%s  %s", holder, organisation, *table->known.name ? " " : "", table->known.name, as_text(table, row));
    if (strcmp(row->as, "htb") != 0) printf(" (%s %s)", text(TEXT_FUNCTION, language), row->fact->code);
    if (row->through.scheme != TOEGANG_SCHEME_NONE) {
        toegang_organisation_format(&row->through, through);
        printf(" %s %s", text(TEXT_THROUGH, language), through);
    }
    fputs(", ", stdout);
    print_period(language, row->fact->from, row->fact->until);
    printf("  [%s]\n", row->fact->source);
    known_print_note(language, &table->known);
    if (*handle) printf("    %s\n", handle);
}

static void json_row(const struct table *table, const toegang_representation *row, const char *handle)
{
    char holder[16], from[32], until[32];
    toegang_rrn_mask(&row->holder, holder);
    toegang_time_format(row->fact->from, from);
    toegang_time_format(row->fact->until, until);
    fputs(table->rows > 0 ? ", {\"holder\": " : "{\"holder\": ", stdout);
    print_json(holder);
    print_member("handle", handle);
    print_organisation("organisation", &row->organisation);
    known_print_json(&table->known);
    print_member("as", row->as);
    print_member("code", row->fact->code);
    print_organisation("through", &row->through);
    print_member("from", from);
    print_member("until", until);
    print_member("source", row->fact->source);
    putchar('}');
}

static toegang_status print_row(void *context, const toegang_representation *row)
{
    struct table *table = context;
    char handle[TOEGANG_HANDLE_MAX];
    make_handle(table, row, handle);
    (void)known_find(&table->names, &row->organisation, &table->known);
    if (table->options->json)
        json_row(table, row, handle);
    else
        text_row(table, row, handle);
    table->rows++;
    return TOEGANG_GOOD;
}

static void print_title(const struct options *options, const toegang_organisation *organisation,
                        const toegang_rrn *holder)
{
    char who[32], day[DAY_ROOM];
    write_day(options->language, options->moment, day);
    if (organisation)
        toegang_organisation_format(organisation, who);
    else
        toegang_rrn_mask(holder, who);
    say(stdout, options->language, organisation ? TEXT_REPRESENTED_BY : TEXT_REPRESENTS, who, day);
    putchar('\n');
}

static int represent(const struct options *options, const toegang *all,
                     const toegang_organisation *organisation, const toegang_rrn *holder)
{
    struct table table = {.options = options};
    toegang_report report = {0};
    table.names = (struct names){all, options->language, holder == NULL};
    table.has_key = handle_key(all, options->language, true, table.key);
    if (options->json)
        fputs("{\"rows\": [", stdout);
    else
        print_title(options, organisation, holder);
    toegang_status status =
        toegang_represent(all, organisation, holder, options->moment, print_row, &table, &report);
    if (options->json)
        fputs("]}\n", stdout);
    else if (status == TOEGANG_GOOD && table.rows == 0)
        printf("  %s\n", text(TEXT_NOBODY, options->language));
    if (status != TOEGANG_GOOD) fault_report(options->language, &report);
    explicit_bzero(table.key, sizeof table.key);
    return exit_of(status);
}

int run_represent(const struct options *options)
{
    int code = EXIT_USAGE;
    toegang_organisation organisation = {0};
    toegang_rrn holder = {0};
    toegang *all = input_config(options, &code);
    if (!all) return code;
    if (options->organisation && input_organisation(options, &organisation))
        code = represent(options, all, &organisation, NULL);
    else if (options->holder && input_number(options, all, options->holder, &holder))
        code = represent(options, all, NULL, &holder);
    explicit_bzero(&holder, sizeof holder);
    toegang_free(all);
    return code;
}
