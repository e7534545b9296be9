/* SPDX-License-Identifier: Apache-2.0 */
/* Before anything is sent; tests/conformance/directory/http_service.py has services. */
#include "directory/check.h"
#include "fact_maker.h"

#define URL "https://register.example/v1"

static toegang_http_settings settings_of(toegang_http_mode mode)
{
    return (toegang_http_settings){.size = sizeof(toegang_http_settings), .mode = mode};
}

static void expect(const char *url, const toegang_http_settings *settings, toegang_status expected, const char *check)
{
    toegang_directory *directory = NULL;
    toegang_report report = {0};
    cr_expect_eq(toegang_directory_http_open(url, settings, &directory, &report), expected, "%s %s", url, check);
    cr_expect_str_eq(report.check, check, "%s", url);
    cr_expect_eq(directory != NULL, expected == TOEGANG_GOOD, "%s", url);
    cr_expect_null(strstr(report.came, "geheim"));
    cr_expect_null(strstr(report.expected, "geheim"));
    toegang_directory_free(directory);
}

Test(http_directory, url)
{
    static const char *const good[] = {URL, "http://127.0.0.1:8080/", "http://[::1]/", "http://localhost",
                                       "https://register.example?part=1"};
    static const char *const bad[] = {"",
                                      "geheim",
                                      "http://geheim.example/",
                                      "http://127.0.0.2/geheim",
                                      "https://me:geheim@register.example/",
                                      "https://register.example/#geheim",
                                      "ftp://register.example/geheim",
                                      "file:///geheim"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) expect(good[i], NULL, TOEGANG_GOOD, "");
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        expect(bad[i], NULL, TOEGANG_CONFIGURATION, CHECK_DIRECTORY_SETTINGS);
}

Test(http_directory, settings)
{
    toegang_http_settings settings = settings_of(TOEGANG_HTTP_REGISTER);
    expect(URL, &settings, TOEGANG_GOOD, "");
    settings.connections = 32;
    settings.patience_ms = 60000;
    settings.authorities = "there.pem";
    settings.certificate = settings.key = "ours.pem";
    expect(URL, &settings, TOEGANG_GOOD, "");
    settings.key = NULL;
    expect(URL, &settings, TOEGANG_CONFIGURATION, CHECK_DIRECTORY_SETTINGS);
    settings = settings_of(TOEGANG_HTTP_REGISTER);
    settings.right = "gebruiker";
    expect(URL, &settings, TOEGANG_CONFIGURATION, CHECK_DIRECTORY_SETTINGS);
    settings.mode = TOEGANG_HTTP_AUTHZEN;
    expect(URL, &settings, TOEGANG_GOOD, "");
    expect(URL "?x", &settings, TOEGANG_CONFIGURATION, CHECK_DIRECTORY_SETTINGS);
}

Test(http_directory, token)
{
    static const struct {
        const char *token;
        bool is_good;
    } rows[] = {{"abc", true},      {"aB0-._~+/==", true},    {"", false},          {"a b", false},
                {"geheim\n", false}, {"geheim\r\nX: y", false}, {"caf\xc3\xa9", false}, {"a,b", false}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_http_settings settings = settings_of(TOEGANG_HTTP_REGISTER);
        settings.token = rows[i].token;
        expect(URL, &settings, rows[i].is_good ? TOEGANG_GOOD : TOEGANG_CONFIGURATION,
               rows[i].is_good ? "" : CHECK_DIRECTORY_SETTINGS);
    }
}

Test(http_directory, misuse)
{
    toegang_http_settings settings = settings_of(TOEGANG_HTTP_REGISTER);
    toegang_directory *directory = NULL;
    expect(NULL, NULL, TOEGANG_MISUSE, "library.misuse");
    cr_expect_eq(toegang_directory_http_open(URL, NULL, NULL, NULL), TOEGANG_MISUSE);
    settings.size--;
    expect(URL, &settings, TOEGANG_MISUSE, "library.misuse");
    settings = settings_of((toegang_http_mode)2);
    expect(URL, &settings, TOEGANG_MISUSE, "library.misuse");
    settings = settings_of(TOEGANG_HTTP_REGISTER);
    settings.connections = 33;
    expect(URL, &settings, TOEGANG_MISUSE, "library.misuse");
    settings.connections = 0;
    settings.patience_ms = 60001;
    expect(URL, &settings, TOEGANG_MISUSE, "library.misuse");
    cr_expect_null(directory);
}

/* Nobody is asked: what cannot be asked of a decision point is not known, and never a no. */
Test(http_directory, what_a_decision_point_cannot_answer)
{
    toegang_http_settings settings = settings_of(TOEGANG_HTTP_AUTHZEN);
    toegang_directory *directory = NULL;
    cr_assert_eq(toegang_directory_http_open("http://127.0.0.1:1/", &settings, &directory, NULL), TOEGANG_GOOD);
    toegang_directory_question questions[] = {question_of(TOEGANG_KBO, TOEGANG_FACT_FUNCTION, ANN, ONE),
                                              question_of(TOEGANG_BTB, TOEGANG_FACT_APPOINTMENT, ANN, ONE),
                                              question_of(TOEGANG_GEBRUIKERSBEHEER, TOEGANG_FACT_SUSPENSION, ANN, ONE),
                                              question_of(TOEGANG_GEBRUIKERSBEHEER, TOEGANG_FACT_RIGHT, ANN, ONE)};
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        struct kept kept = {0};
        toegang_report report = {0};
        cr_expect_eq(toegang_directory_read(directory, &questions[i], keep, &kept, &report), TOEGANG_UNAVAILABLE);
        cr_expect_str_eq(report.check, CHECK_DIRECTORY_QUERY, "question %zu", i);
    }
    toegang_directory_free(directory);
}
