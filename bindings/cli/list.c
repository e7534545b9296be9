/* SPDX-License-Identifier: Apache-2.0 */
/* list htb, holders, rights, organisations, review. */
#include <stdlib.h>
#include <string.h>

#include "known.h"

#define DAY 86400
#define CURSOR_ROOM 64

struct table {
    const struct options *options;
    const toegang_list_question *question;
    enum text title;
    uint8_t key[32];
    bool has_key;
    struct names names;
    toegang_known known; /* of the row that is printed */
    size_t rows;
    char last[CURSOR_ROOM];
};

static const struct {
    unsigned command;
    toegang_list_kind kind;
    enum text title;
} lists[] = {{COMMAND_LIST_HTB, TOEGANG_LIST_HTB, TEXT_LIST_HTB},
             {COMMAND_LIST_HOLDERS, TOEGANG_LIST_HOLDERS, TEXT_LIST_HOLDERS},
             {COMMAND_LIST_RIGHTS, TOEGANG_LIST_RIGHTS, TEXT_LIST_RIGHTS},
             {COMMAND_LIST_ORGANISATIONS, TOEGANG_LIST_ORGANISATIONS, TEXT_LIST_ORGANISATIONS},
             {COMMAND_LIST_REVIEW, TOEGANG_LIST_REVIEW, TEXT_LIST_REVIEW}};
#define LISTS (sizeof lists / sizeof *lists)

static void print_what(const struct table *table, const toegang_list_row *row)
{
    toegang_language language = table->options->language;
    if (strcmp(row->as, "htb") == 0) {
        fputs(text(TEXT_HTB, language), stdout);
    } else if (strcmp(row->as, "right") == 0) {
        say(stdout, language, TEXT_ON_ELOKET, row->fact->code, row->fact->eloket);
        if (row->fact->context[0]) say(stdout, language, TEXT_CONTEXT, row->fact->context);
    } else {
        printf("%s (%s %s)", text(TEXT_LEGAL_REPRESENTATIVE, language), text(TEXT_FUNCTION, language), row->fact->code);
    }
}

static void print_review(const struct table *table, const toegang_list_row *row)
{
    enum text which = TEXT_REVIEW_SOON;
    if (!row->check[0]) return;
    if (strcmp(row->check, "right.grantor") == 0) which = TEXT_REVIEW_GRANTOR;
    if (strcmp(row->check, "grantor.left") == 0) which = TEXT_REVIEW_LEFT;
    printf("    ! %s [%s]\n", text(which, table->options->language), row->check);
}

static void print_text(const struct table *table, const toegang_list_row *row, const char *handle)
{
    char holder[16], organisation[24] = "-", grantor[16];
    const toegang_fact *fact = row->fact;
    toegang_language language = table->options->language;
    toegang_rrn_mask(&fact->holder, holder);
    if (fact->organisation.scheme != TOEGANG_SCHEME_NONE) toegang_organisation_format(&fact->organisation, organisation);
    printf("  %s  %s%s%s  ", holder, organisation, *table->known.name ? " " : "", table->known.name);
    print_what(table, row);
    if (fact->from != TOEGANG_ALWAYS || fact->until != TOEGANG_NEVER) fputs(", ", stdout);
    print_period(language, fact->from, fact->until);
    toegang_rrn_mask(&fact->granted_by, grantor);
    if (fact->granted_by.kind != TOEGANG_RRN_NONE) say(stdout, language, TEXT_GRANTED_BY, grantor);
    if (fact->source[0]) printf("  [%s]", fact->source);
    putchar('\n');
    print_review(table, row);
    known_print_note(language, &table->known);
    if (*handle) printf("    %s\n", handle);
}

static void print_time(const char *name, toegang_time time)
{
    char written[32] = "";
    if (time != TOEGANG_ALWAYS && time != TOEGANG_NEVER) toegang_time_format(time, written);
    print_member(name, written);
}

static void print_row_json(const struct table *table, const toegang_list_row *row, const char *handle)
{
    char holder[16], grantor[16] = "";
    const toegang_fact *fact = row->fact;
    toegang_rrn_mask(&fact->holder, holder);
    if (fact->granted_by.kind != TOEGANG_RRN_NONE) toegang_rrn_mask(&fact->granted_by, grantor);
    fputs(table->rows > 0 ? ", {\"holder\": " : "{\"holder\": ", stdout);
    print_json(holder);
    print_member("handle", handle);
    print_organisation("organisation", &fact->organisation);
    known_print_json(&table->known);
    print_member("register", toegang_register_name(row->reg));
    print_member("as", row->as);
    print_member("eloket", fact->eloket);
    print_member("code", fact->code);
    print_member("context", fact->context);
    print_time("from", fact->from);
    print_time("until", fact->until);
    print_member("granted_by", grantor);
    print_member("granted_as", fact->granted_as);
    print_time("granted_at", fact->granted_at);
    print_member("source", fact->source);
    print_member("check", row->check);
    print_member("cursor", row->cursor);
    putchar('}');
}

static void print_title(const struct table *table)
{
    char who[32], day[DAY_ROOM];
    const toegang_list_question *question = table->question;
    toegang_language language = table->options->language;
    write_day(language, table->options->moment, day);
    if (question->holder.kind == TOEGANG_RRN_NONE)
        toegang_organisation_format(&question->organisation, who);
    else
        toegang_rrn_mask(&question->holder, who);
    say(stdout, language, table->title, who, day);
    putchar('\n');
}

/* Before the first row, or before the end: of a list that is none nothing is printed. */
static void begin(const struct table *table)
{
    if (table->rows > 0) return;
    if (table->options->json)
        fputs("{\"rows\": [", stdout);
    else
        print_title(table);
}

static toegang_status print_row(void *context, const toegang_list_row *row)
{
    struct table *table = context;
    char handle[TOEGANG_HANDLE_MAX] = "";
    begin(table);
    (void)known_find(&table->names, &row->fact->organisation, &table->known);
    if (table->has_key && toegang_handle_seal(table->key, &row->fact->holder, handle, NULL) != TOEGANG_GOOD)
        handle[0] = '\0';
    if (table->options->json)
        print_row_json(table, row, handle);
    else
        print_text(table, row, handle);
    snprintf(table->last, sizeof table->last, "%s", row->cursor);
    table->rows++;
    return TOEGANG_GOOD;
}

static void end(const struct table *table)
{
    toegang_language language = table->options->language;
    bool full = table->question->limit > 0 && table->rows == table->question->limit;
    begin(table);
    if (table->options->json) {
        fputs("]", stdout);
        print_member("next", full ? table->last : "");
        fputs("}\n", stdout);
    } else if (table->rows == 0) {
        printf("  %s\n", text(TEXT_NONE, language));
    } else if (full) {
        fputs("  ", stdout);
        say(stdout, language, TEXT_NEXT_PAGE, table->last);
        putchar('\n');
    }
}

static int list(const struct options *options, const toegang *all, const toegang_list_question *question,
                enum text title)
{
    struct table table = {.options = options, .question = question, .title = title};
    toegang_report report = {0};
    bool of_one = question->kind == TOEGANG_LIST_RIGHTS || question->kind == TOEGANG_LIST_ORGANISATIONS;
    table.names = (struct names){all, options->language, question->kind != TOEGANG_LIST_ORGANISATIONS};
    table.has_key = !of_one && handle_key(all, options->language, true, table.key);
    toegang_status status = toegang_list(all, question, print_row, &table, &report);
    if (status == TOEGANG_GOOD)
        end(&table);
    else
        fault_report(options->language, &report);
    explicit_bzero(table.key, sizeof table.key);
    return exit_of(status);
}

static bool read_question(const struct options *options, const toegang *all, toegang_list_question *out)
{
    size_t days = 0;
    *out = (toegang_list_question){.size = sizeof *out,
                                   .eloket = options->eloket,
                                   .right = options->right,
                                   .at = options->moment,
                                   .after = options->after};
    bool good = input_count(options, "soon", options->soon, &days) &&
                input_count(options, "limit", options->limit, &out->limit) &&
                input_organisation(options, &out->organisation) &&
                (!options->holder || input_number(options, all, options->holder, &out->holder));
    out->soon = (int64_t)days * DAY;
    return good;
}

int run_list(const struct options *options)
{
    int code = EXIT_USAGE;
    size_t i = 0;
    toegang_list_question question = {0};
    toegang *all = input_config(options, &code);
    if (!all) return code;
    while (i + 1 < LISTS && lists[i].command != options->command->bit) i++;
    if (read_question(options, all, &question)) {
        question.kind = lists[i].kind;
        code = list(options, all, &question, lists[i].title);
    }
    explicit_bzero(&question.holder, sizeof question.holder);
    toegang_free(all);
    return code;
}
