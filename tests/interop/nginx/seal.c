/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Seals made by hand, for tests of what nobody can wait for: seal KEYS PURPOSE TEXT SECONDS opens TEXT and
 * seals what is in it anew, until so many seconds from now. With TEXT "-" it seals standard input.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <toegang.h>

int main(int argc, char **argv)
{
    toegang_seal_keys *keys = NULL;
    toegang_report report = {0};
    char octets[TOEGANG_SEAL_OCTETS_MAX], text[TOEGANG_SEALED_MAX];
    size_t length = 0;
    if (argc != 5) return fprintf(stderr, "usage: seal KEYS PURPOSE TEXT SECONDS\n"), 2;
    toegang_status status = toegang_seal_keys_read(argv[1], &keys, &report);
    if (status == TOEGANG_GOOD && strcmp(argv[3], "-") == 0)
        length = fread(octets, 1, sizeof octets, stdin);
    else if (status == TOEGANG_GOOD)
        status = toegang_unseal(keys, argv[2], argv[3], strlen(argv[3]), TOEGANG_ALWAYS, octets,
                                sizeof octets, &length, &report);
    if (status == TOEGANG_GOOD)
        status = toegang_seal(keys, argv[2], octets, length, time(NULL) + atol(argv[4]), text, sizeof text,
                              &report);
    if (status == TOEGANG_GOOD)
        puts(text);
    else
        (void)fprintf(stderr, "seal: %s %s %s\n", report.check, report.expected, report.came);
    toegang_seal_keys_free(keys);
    return status != TOEGANG_GOOD;
}
