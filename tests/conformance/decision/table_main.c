/* SPDX-License-Identifier: Apache-2.0 */
/* Prints the decision table, or writes it into the file that is named. */
#include <stdlib.h>

#include "table.h"

int main(int argc, char **argv)
{
    FILE *out = argc > 1 ? fopen(argv[1], "w") : stdout;
    if (!out) return EXIT_FAILURE;
    table_write(out);
    return fflush(out) == 0 && !ferror(out) ? EXIT_SUCCESS : EXIT_FAILURE;
}
