/* SPDX-License-Identifier: Apache-2.0 */
/* What is written for libpq; tests/conformance/replay has the rest, with a server. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include <toegang/replay.h>

#include "directory/check_replay.h"
#include "directory/postgresql.h"

static const char *settings_of(const char *conninfo, struct tg_arena *arena)
{
    const char *out = NULL;
    toegang_report report = {0};
    cr_assert_eq(tg_postgresql_settings(conninfo, CHECK_REPLAY_STORE, arena, &out, &report), TOEGANG_GOOD,
                 "%s: %s", conninfo, report.expected);
    return out;
}

static const char *value_in(PQconninfoOption *options, const char *keyword)
{
    for (; options->keyword; options++)
        if (strcmp(options->keyword, keyword) == 0) return options->val;
    return NULL;
}

/* Whatever can come from the environment is there, be it empty: then libpq does not look. */
Test(replay_postgresql, nothing_is_left_to_the_environment)
{
    struct tg_arena arena = {0};
    const char *settings = settings_of("host=/run user=u dbname=d", &arena);
    PQconninfoOption *options = PQconninfoParse(settings, NULL);
    cr_assert_not_null(options);
    size_t count = 0;
    for (PQconninfoOption *option = options; option->keyword; option++) {
        bool is_service = strncmp(option->keyword, "service", 7) == 0;
        if (!option->envvar || is_service) continue;
        cr_expect_not_null(option->val, "%s, which %s would fill", option->keyword, option->envvar);
        count++;
    }
    cr_expect_gt(count, 20);
    static const char *const files[] = {"passfile", "sslcert", "sslkey", "sslrootcert", "sslcrl"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        cr_expect_str_eq(value_in(options, files[i]), "/dev/null/none", "%s", files[i]);
    PQconninfoFree(options);
    tg_arena_free(&arena);
}

Test(replay_postgresql, what_is_given_stays)
{
    static const struct {
        const char *conninfo, *keyword, *value;
    } rows[] = {
        {"host=/run user=u dbname=d", "host", "/run"},
        {"host=/run user=u dbname=d", "port", "5432"},
        {"host=/run user=u dbname=d port=99", "port", "99"},
        {"host=/run user=u dbname='a b'", "dbname", "a b"},
        {"host=/run user=u dbname=d password='it''s'", "password", NULL},
        {"host=/run user=u dbname=d password='it\\'s \\\\ '", "password", "it's \\ "},
        {"host=/run user=u dbname=d application_name='x'' host=evil'", "application_name", NULL},
        {"postgresql://u:p%27%20host%3Devil@db.example/d?sslrootcert=/ca.pem", "password", "p' host=evil"},
        {"postgresql://u:p%27%20host%3Devil@db.example/d?sslrootcert=/ca.pem", "host", "db.example"},
        {"postgresql://u@db.example/d?sslrootcert=/ca.pem", "sslmode", "verify-full"},
        {"postgresql://u@db.example/d?sslmode=disable", "sslmode", "disable"},
        {"host=/run user=u dbname='host=evil'", "dbname", "host=evil"},
        {"host=/run user=u dbname='host=evil'", "host", "/run"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct tg_arena arena = {0};
        const char *out = NULL;
        toegang_status status =
            tg_postgresql_settings(rows[i].conninfo, CHECK_REPLAY_STORE, &arena, &out, NULL);
        cr_expect_eq(status, rows[i].value ? TOEGANG_GOOD : TOEGANG_CONFIGURATION, "row %zu", i);
        PQconninfoOption *options = out ? PQconninfoParse(out, NULL) : NULL;
        if (rows[i].value) cr_expect_str_eq(value_in(options, rows[i].keyword), rows[i].value, "row %zu", i);
        PQconninfoFree(options);
        tg_arena_free(&arena);
    }
}

Test(replay_postgresql, arguments)
{
    toegang_replay *replay = NULL;
    toegang_report report = {0};
    cr_expect_eq(toegang_replay_postgresql_open(NULL, 0, &replay, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_replay_postgresql_open("host=/run user=u dbname=d", -1, &replay, NULL),
                 TOEGANG_MISUSE);
    cr_expect_eq(toegang_replay_postgresql_open("host=/run user=u dbname=d", 0, NULL, NULL), TOEGANG_MISUSE);
    cr_expect_eq(toegang_replay_postgresql_open("password=geheim", 0, &replay, &report),
                 TOEGANG_CONFIGURATION);
    cr_expect_str_eq(report.check, CHECK_REPLAY_STORE);
    cr_expect_null(strstr(report.came, "geheim"));
    cr_expect_null(replay);
}

/* An "@" that stands unescaped in a password: libpq takes the rest for the host, and tells its name when there is none. */
Test(replay_postgresql, the_rest_of_a_password_is_no_host)
{
    static const struct {
        const char *conninfo;
        toegang_status status;
    } rows[] = {{"postgresql://u:ge@heim@db.invalid/d?sslmode=disable", TOEGANG_CONFIGURATION},
                {"postgresql://u:ge@heim@db.invalid,other.invalid/d?sslmode=disable", TOEGANG_CONFIGURATION},
                {"postgres://u:ge@ge/heim@db.invalid/d?sslmode=disable", TOEGANG_CONFIGURATION},
                {"postgresql://u:ge%40heim@db.invalid/d?sslmode=disable", TOEGANG_GOOD},
                {"postgresql://u:geheim@db.invalid/d?sslmode=disable&application_name=a@b", TOEGANG_GOOD},
                {"host=db.invalid user=u@x dbname=d password=ge@heim sslmode=disable", TOEGANG_GOOD},
                {"host=/run/a@b user=u dbname=d", TOEGANG_GOOD},
                {"host=@abstract user=u dbname=d sslmode=disable", TOEGANG_GOOD}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toegang_replay *replay = NULL;
        toegang_report report = {0};
        cr_expect_eq(toegang_replay_postgresql_open(rows[i].conninfo, 0, &replay, &report), rows[i].status, "row %zu", i);
        cr_expect_null(strstr(report.came, "heim"));
        toegang_replay_free(replay);
    }
}
