/* SPDX-License-Identifier: Apache-2.0 */
/* Directories over HTTP as they are configured; nobody is asked. */
#include "folder.h"

static const struct {
    const char *text;  /* of the source of kbo */
    const char *check; /* "" for none */
} rows[] = {
    {"https://register.example/v1", ""},
    {"http://127.0.0.1:8080", ""},
    {"{source: \"https://register.example\", mode: authzen, right: gebruiker, patience: 1s, connections: 32}", ""},
    {"{source: \"https://register.example\", token: token, authorities: ca.pem, certificate: ca.pem, key: key.pem}", ""},
    {"{source: \"https://register.example\", token: key.pem}", "directory.settings"}, /* octets that are no token */
    {"{source: \"https://register.example\", token: open}", "config.key-file"},
    {"{source: \"https://register.example\", token: absent}", "file.absent"},
    {"{source: \"https://register.example\", authorities: absent}", "file.absent"},
    {"{source: \"https://register.example\", certificate: ca.pem, key: open}", "config.key-file"},
    {"{source: \"https://register.example\", certificate: ca.pem}", "directory.settings"},
    {"{source: \"https://register.example\", key: key.pem}", "directory.settings"},
    {"{source: \"https://register.example\", right: gebruiker}", "directory.settings"},
    {"{source: \"https://register.example?a\", mode: authzen}", "directory.settings"},
    {"{source: \"https://register.example\", mode: rest}", "config.value"},
    {"{source: \"https://register.example\", connections: 33}", "config.value"},
    {"{source: \"https://register.example\", connections: 0}", "config.value"},
    {"{source: \"https://register.example\", tokn: token}", "config.key.unknown"},
    {"http://register.example/", "directory.settings"},
    {"https://me:geheim@register.example/", "directory.settings"},
    {"\"https://\"", "config.directory.adapter"},
    {"HTTPS://register.example/", "config.directory.adapter"},
};

Test(http, configured, .init = folder_make, .fini = folder_remove)
{
    folder_write("token", "abc.DEF\n");
    folder_write("open", "abc.DEF\n");
    folder_write("ca.pem", "a b\n");
    folder_write("key.pem", "a b\n");
    cr_assert_eq(chmod(folder_path("token"), 0600) | chmod(folder_path("key.pem"), 0640), 0);
    cr_assert_eq(chmod(folder_path("open"), 0644), 0);
    bool is_absent = !strstr(toegang_adapters(), "http");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[512];
        toegang *all = NULL;
        toegang_report report = {0};
        (void)snprintf(text, sizeof text, "directories: {kbo: %s}\n", rows[i].text);
        toegang_status status = toegang_open_strict(folder_write("toegang.yaml", text), NULL, NULL, &all, &report);
        const char *check = rows[i].check;
        if (is_absent && (!*check || strcmp(check, "directory.settings") == 0)) check = "directory.adapter";
        cr_expect_eq(status, *check ? TOEGANG_CONFIGURATION : TOEGANG_GOOD, "%s: %s", rows[i].text, report.check);
        cr_expect_str_eq(report.check, check, "%s", rows[i].text);
        cr_expect_null(strstr(report.came, "geheim"), "%s", rows[i].text);
        cr_expect_null(strstr(report.came, "DEF"), "%s", rows[i].text);
        toegang_free(all);
    }
}

/* Not strict: a setting that is wrong is a directory that says so, and a file that is not there a problem all the same. */
Test(http, what_is_wrong_answers_nobody, .init = folder_make, .fini = folder_remove)
{
    toegang *all = NULL;
    toegang_report report = {0};
    const char *path = folder_write("toegang.yaml", "directories: {kbo: \"http://register.example/\"}\n");
    cr_expect_eq(toegang_open(path, NULL, NULL, &all, &report), TOEGANG_GOOD, "%s", report.check);
    toegang_free(all);
    all = NULL;
    path = folder_write("toegang.yaml", "directories: {kbo: {source: \"https://a.example/\", token: absent}}\n");
    cr_expect_eq(toegang_open(path, NULL, NULL, &all, &report), TOEGANG_CONFIGURATION);
    cr_expect_str_eq(report.check, "file.absent");
    toegang_free(all);
}
