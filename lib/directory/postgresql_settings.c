/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libpq fills what a conninfo leaves out from the environment (PGHOST, PGPASSWORD, …), from files in the home
 * folder and from a service file. It does so for a parameter that is absent, not for one that is empty: so
 * each is written.
 */
#include <string.h>

#include "base/report.h"
#include "base/text.h"
#include "postgresql.h"

/* A file that is in no folder. An empty name would be that of a file in the home folder. */
#define NO_FILE "/dev/null/none"

/* What a parameter is when the conninfo does not say; those that are not here have libpq's own default, or
 * are empty. */
static const struct {
    const char *keyword, *value;
} ours[] = {
    {"port", "5432"},
    {"passfile", NO_FILE},
    {"sslcert", NO_FILE},
    {"sslkey", NO_FILE},
    {"sslcrl", NO_FILE},
    {"sslrootcert", NO_FILE},
    {"sslmode", "verify-full"},
    {"ssl_min_protocol_version", "TLSv1.2"},
    {"gssencmode", "disable"},
    {"client_encoding", "UTF8"},
    {"application_name", "libtoegang"},
    {"target_session_attrs", "read-write"},
    {"connect_timeout", "0"},
    /* Of later versions of libpq, which take no empty word for these. */
    {"sslcertmode", "allow"},
    {"min_protocol_version", "3.0"},
    {"max_protocol_version", "3.0"},
};

static const PQconninfoOption *find(const PQconninfoOption *options, const char *keyword)
{
    for (; options->keyword; options++)
        if (strcmp(options->keyword, keyword) == 0) return options;
    return NULL;
}

static const char *given(const PQconninfoOption *options, const char *keyword)
{
    const PQconninfoOption *option = find(options, keyword);
    return option && option->val ? option->val : "";
}

static const char *value_of(const PQconninfoOption *option)
{
    if (option->val && *option->val) return option->val;
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        if (strcmp(ours[i].keyword, option->keyword) == 0) return ours[i].value;
    return option->compiled ? option->compiled : "";
}

/* An empty service would be looked for all the same; what is empty and in no environment may stay away. */
static bool is_written(const PQconninfoOption *option)
{
    return strncmp(option->keyword, "service", 7) != 0 && (*value_of(option) || option->envvar);
}

static void write_settings(const PQconninfoOption *options, struct tg_text *out)
{
    for (; options->keyword; options++) {
        if (!is_written(options)) continue;
        tg_text_addf(out, "%s='", options->keyword);
        for (const char *at = value_of(options); *at; at++) {
            if (*at == '\'' || *at == '\\') tg_text_add_char(out, '\\');
            tg_text_add_char(out, *at);
        }
        tg_text_add(out, "' ");
    }
}

static toegang_status wrong(toegang_report *report, const char *check, const char *expected)
{
    return tg_report(report, TOEGANG_CONFIGURATION, check, expected, TG_SPAN("something else"));
}

/* Over a socket of the file system there is no TLS. */
static bool lacks_root(const PQconninfoOption *options)
{
    bool is_local = given(options, "host")[0] == '/' && !*given(options, "hostaddr") &&
                    !strchr(given(options, "host"), ',');
    const char *mode = given(options, "sslmode");
    bool verifies = !*mode || strncmp(mode, "verify-", 7) == 0;
    return !is_local && verifies && !*given(options, "sslrootcert");
}

static toegang_status check_settings(const PQconninfoOption *options, const char *check,
                                     toegang_report *report)
{
    if (!*given(options, "host") && !*given(options, "hostaddr")) return wrong(report, check, "host");
    if (!*given(options, "user")) return wrong(report, check, "user");
    if (!*given(options, "dbname")) return wrong(report, check, "dbname");
    if (*given(options, "service")) return wrong(report, check, "no service");
    if (lacks_root(options)) return wrong(report, check, "sslrootcert, or another sslmode");
    return TOEGANG_GOOD;
}

static toegang_status copy_settings(const PQconninfoOption *options, struct tg_arena *arena, const char **out,
                                    toegang_report *report)
{
    struct tg_text measure = tg_text_of(NULL, 0);
    write_settings(options, &measure);
    char *room = tg_arena_take(arena, measure.length + 1);
    if (!room) return tg_no_memory(report);
    struct tg_text text = tg_text_of(room, measure.length + 1);
    write_settings(options, &text);
    *out = room;
    return TOEGANG_GOOD;
}

/* libpq frees them without wiping. */
static void forget(PQconninfoOption *options)
{
    for (PQconninfoOption *option = options; option && option->keyword; option++)
        if (option->val) explicit_bzero(option->val, strlen(option->val));
    PQconninfoFree(options);
}

/*
 * An "@" in the password of a URI has to be written "%40". As it stands it ends the password for libpq, which takes
 * the rest for a host and tells the name of one that it does not find.
 */
static bool has_open_password(const char *conninfo)
{
    const char *at = strchr(conninfo, '@'), *second = at ? strchr(at + 1, '@') : NULL, *query = strchr(conninfo, '?');
    bool is_uri = strncmp(conninfo, "postgresql://", 13) == 0 || strncmp(conninfo, "postgres://", 11) == 0;
    return is_uri && second && (!query || second < query);
}

toegang_status tg_postgresql_settings(const char *conninfo, const char *check, struct tg_arena *arena,
                                      const char **out, toegang_report *report)
{
    char *fault = NULL;
    if (strnlen(conninfo, TG_CONNINFO_MAX + 1) > TG_CONNINFO_MAX)
        return wrong(report, check, "a conninfo of libpq of at most 4096 octets");
    if (has_open_password(conninfo)) return wrong(report, check, "a conninfo of libpq");
    PQconninfoOption *options = PQconninfoParse(conninfo, &fault);
    if (!options) {
        toegang_status status = fault ? wrong(report, check, "a conninfo of libpq") : tg_no_memory(report);
        PQfreemem(fault); /* may hold a password */
        return status;
    }
    toegang_status status = check_settings(options, check, report);
    if (status == TOEGANG_GOOD) status = copy_settings(options, arena, out, report);
    forget(options);
    return status;
}
