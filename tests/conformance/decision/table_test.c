/* SPDX-License-Identifier: Apache-2.0 */
/* The decision table that is kept is the one that the library gives. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "table.h"

static char *read_kept(void)
{
    FILE *file = fopen(TG_TABLE, "r");
    cr_assert_not_null(file, "%s cannot be read", TG_TABLE);
    char *text = NULL;
    size_t size = 0;
    ssize_t length = getdelim(&text, &size, '\0', file);
    cr_assert_gt(length, 0);
    fclose(file);
    return text;
}

static char *write_now(void)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    table_write(out);
    fclose(out);
    return text;
}

Test(table, is_the_one_that_is_kept)
{
    char *kept = read_kept(), *now = write_now();
    unsigned line = 1;
    for (char *one = kept, *other = now; *one || *other; line++) {
        size_t left = strcspn(one, "\n"), right = strcspn(other, "\n");
        cr_assert(left == right && strncmp(one, other, left) == 0, "line %u: kept '%.*s', now '%.*s'", line,
                  (int)left, one, (int)right, other);
        one += left + (one[left] == '\n');
        other += right + (other[right] == '\n');
    }
    cr_assert_gt(line, 400);
    free(kept);
    free(now);
}
