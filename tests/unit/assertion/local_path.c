/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <toegang/message.h>

#define THEIRS TG_VECTORS "/OpenIDC+mod_auth_openidc/test/open-redirect-payload-list.txt"

Test(local_path, paths_of_this_host)
{
    static const char *const paths[] = {
        "/", "/a", "/a/b.c?d=e&f=%20g#h", "/a%2fb", "/a/../b", "/100%25", "/%2541", "/zoek?q=caf\xc3\xa9",
        "/a/b:c", "/a?b:c", "/%", "/%4", "/%zz", "/~x;y,z"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        cr_expect_eq(toegang_is_local_path(paths[i], strlen(paths[i])), 1, "%s", paths[i]);
}

Test(local_path, ways_out)
{
    static const char *const paths[] = {
        "", "a", "//evil.example", "/\\evil.example", "\\/evil.example", "///evil.example",
        "/%2fevil.example", "/%2Fevil.example", "/%5cevil.example", "/%252fevil.example",
        "/%255cevil.example", "/%09/evil.example", "/\t/evil.example", "/ /evil.example", " /evil.example",
        "/%0d%0aLocation:%20https:%2f%2fevil.example", "/\r\nx", "/\x7f", "/%00", "/..//evil.example",
        "/.//evil.example", "/%2e%2e%2f%2fevil.example", "https://evil.example", "javascript:alert(1)",
        "/https://evil.example", "/@evil.example", "/%40evil.example", "/a\\b", "/a:b",
        "/javascript:alert(1)", "/%68ttps:x", "/\xe3\x80\xb1" "evil.example", "/%c0%af/evil.example",
        "/\xff", "/%ff", "/%25ff", "?a", "#a", ".", "/a?next=https://evil.example",
        "/%e0%80%afevil.example"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        cr_expect_eq(toegang_is_local_path(paths[i], strlen(paths[i])), 0, "%s", paths[i]);
}

Test(local_path, lengths)
{
    static char path[2049];
    memset(path, 'a', sizeof path);
    path[0] = '/';
    cr_expect_eq(toegang_is_local_path(path, 2048), 1);
    cr_expect_eq(toegang_is_local_path(path, 2049), 0);
    cr_expect_eq(toegang_is_local_path(path, 0), 0);
    cr_expect_eq(toegang_is_local_path(NULL, 0), 0);
    cr_expect_eq(toegang_is_local_path("/a\0b", 4), 0, "NUL");
}

/* Every pair of octets behind the slash: what a browser may take for a slash does not come second. */
Test(local_path, every_second_octet)
{
    for (int octet = 0; octet < 128; octet++) {
        const char path[] = {'/', (char)octet, 'x'};
        bool bad =
            octet < 0x21 || octet == 0x7f || octet == '/' || octet == '\\' || octet == '@' || octet == ':';
        cr_expect_eq(toegang_is_local_path(path, 3), !bad, "octet %d", octet);
    }
}

/* A list of ways out that others collected. */
Test(local_path, what_others_collected)
{
    if (access(THEIRS, R_OK) != 0) cr_skip("no vectors");
    FILE *file = fopen(THEIRS, "r");
    char line[4096];
    size_t count = 0, local = 0;
    while (file && fgets(line, sizeof line, file)) {
        size_t length = strcspn(line, "\n");
        count++;
        local += toegang_is_local_path(line, length) != 0;
    }
    if (file) (void)fclose(file);
    cr_expect_gt(count, 800);
    cr_expect_eq(local, 0, "%zu of %zu", local, count);
}
