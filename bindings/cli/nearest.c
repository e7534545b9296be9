/* SPDX-License-Identifier: Apache-2.0 */
/* The nearest of the names that there are, for "did you mean". */
#include <string.h>

#include "cli.h"

#define LONGEST 63

static bool is_near(size_t distance, const char *word)
{
    return distance <= 1 + strlen(word) / 4;
}

/* Edits that turn one word into the other. */
static size_t distance(const char *one, const char *other)
{
    size_t row[LONGEST + 1];
    size_t length = strlen(other);
    if (length > LONGEST || strlen(one) > LONGEST) return LONGEST;
    for (size_t j = 0; j <= length; j++) row[j] = j;
    for (size_t i = 1; one[i - 1]; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= length; j++) {
            size_t least = diagonal + (one[i - 1] != other[j - 1]);
            diagonal = row[j];
            if (row[j] + 1 < least) least = row[j] + 1;
            if (row[j - 1] + 1 < least) least = row[j - 1] + 1;
            row[j] = least;
        }
    }
    return row[length];
}

const char *nearest(const char *word, const char *const *names, size_t count)
{
    const char *found = NULL;
    size_t least = LONGEST;
    for (size_t i = 0; i < count; i++) {
        size_t edits = distance(word, names[i]);
        if (edits >= least || !is_near(edits, word)) continue;
        least = edits;
        found = names[i];
    }
    return found;
}
