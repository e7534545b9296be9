/* SPDX-License-Identifier: Apache-2.0 */
/* Every id of a check that lib defines has texts in four languages, and no text is there for an id that is
 * not. */
#define _XOPEN_SOURCE 700 /* nftw */

#include <criterion/criterion.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decision/texts.h"

#define IDS_MAX 600

static char *ids[IDS_MAX];
static size_t id_count;

static bool is_defined(const char *id)
{
    for (size_t i = 0; i < id_count; i++)
        if (strcmp(ids[i], id) == 0) return true;
    return false;
}

/* The first quoted text after "#define CHECK_…", which may stand on the next line. */
static void take_id(const char *define)
{
    const char *start = strchr(define, '"'), *end = start ? strchr(start + 1, '"') : NULL;
    cr_assert(end && id_count < IDS_MAX);
    ids[id_count++] = strndup(start + 1, (size_t)(end - start - 1));
}

static char *read_whole(const char *path)
{
    FILE *file = fopen(path, "r");
    char *text = NULL;
    size_t size = 0;
    cr_assert_not_null(file, "%s", path);
    if (getdelim(&text, &size, '\0', file) < 0) cr_assert_fail("%s", path);
    fclose(file);
    return text;
}

static int visit(const char *path, const struct stat *status, int kind, struct FTW *where)
{
    (void)status, (void)where;
    size_t length = strlen(path);
    bool source =
        length > 2 && (strcmp(path + length - 2, ".c") == 0 || strcmp(path + length - 2, ".h") == 0);
    if (kind != FTW_F || !source) return 0;
    char *text = read_whole(path);
    for (const char *at = text; (at = strstr(at, "#define CHECK_")) != NULL; at++) take_id(at);
    free(text);
    return 0;
}

static void expect_said(const char *id, const struct tg_said *said, const char *what)
{
    for (unsigned one = 0; one < TOEGANG_LANGUAGES; one++) {
        cr_expect(said->in[one] && said->in[one][0], "%s: no %s in language %u", id, what, one);
        for (unsigned other = 0; other < one; other++)
            cr_expect_str_neq(said->in[one], said->in[other], "%s: %s the same in %u and %u", id, what, one,
                              other);
    }
}

Test(texts, every_check_has_its_texts)
{
    cr_assert_eq(nftw(TG_LIB, visit, 16, FTW_PHYS), 0);
    cr_assert_gt(id_count, 150, "only %zu ids found in " TG_LIB, id_count);
    for (size_t i = 0; i < id_count; i++) {
        const struct tg_check_text *row = tg_check_text(ids[i]);
        cr_expect_not_null(row, "no text for %s", ids[i]);
        if (!row) continue;
        expect_said(ids[i], row->what, "sentence");
        expect_said(ids[i], row->todo, "advice");
    }
}

Test(texts, every_text_has_its_check)
{
    static const struct tg_check_text *const parts[] = {tg_texts_of_decision, tg_texts_of_asserted,
                                                        tg_texts_of_numbers,  tg_texts_of_messages,
                                                        tg_texts_of_sign_in,  tg_texts_of_files,
                                                        tg_texts_of_json};
    cr_assert_eq(nftw(TG_LIB, visit, 16, FTW_PHYS), 0);
    for (size_t part = 0; part < sizeof parts / sizeof *parts; part++)
        for (const struct tg_check_text *row = parts[part]; row->check; row++) {
            cr_expect(is_defined(row->check), "a text for %s, which nothing defines", row->check);
            cr_expect_eq(tg_check_text(row->check), row, "two texts for %s", row->check);
        }
}
