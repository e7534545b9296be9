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

/* Whether the parameter is a list with an item a host. */
static bool is_listed(const char *keyword)
{
    return strcmp(keyword, "host") == 0 || strcmp(keyword, "hostaddr") == 0 || strcmp(keyword, "port") == 0;
}

static size_t count_items(const char *list)
{
    size_t count = 1;
    for (; *list; list++) count += *list == ',';
    return count;
}

/* One item counts for all hosts. */
static struct tg_span item_of(struct tg_span list, size_t index)
{
    if (tg_span_find(list, ',') == list.length) return list;
    for (; index > 0; index--) list = tg_span_from(list, tg_span_find(list, ',') + 1);
    return tg_span_until(list, tg_span_find(list, ','));
}

#define ALL_HOSTS SIZE_MAX

/* What is said of one host of the list, or of all. Which of several it must be is asked of them afterwards. */
static struct tg_span said_of(const PQconninfoOption *option, size_t host)
{
    struct tg_span value = tg_span_of(value_of(option));
    if (host == ALL_HOSTS) return value;
    if (strcmp(option->keyword, "target_session_attrs") == 0) return TG_SPAN("any");
    struct tg_span item = is_listed(option->keyword) ? item_of(value, host) : value;
    return item.length == 0 && strcmp(option->keyword, "port") == 0 ? TG_SPAN("5432") : item;
}

static void write_settings(const PQconninfoOption *options, size_t host, struct tg_text *out)
{
    for (; options->keyword; options++) {
        if (!is_written(options)) continue;
        struct tg_span value = said_of(options, host);
        tg_text_addf(out, "%s='", options->keyword);
        for (size_t i = 0; i < value.length; i++) {
            if (value.at[i] == '\'' || value.at[i] == '\\') tg_text_add_char(out, '\\');
            tg_text_add_char(out, value.at[i]);
        }
        tg_text_add(out, "' ");
    }
}

static toegang_status wrong(toegang_report *report, const char *check, const char *expected)
{
    return tg_report(report, TOEGANG_CONFIGURATION, check, expected, TG_SPAN("something else"));
}

/* Over a socket of the file system there is no TLS. */
static bool are_local(struct tg_span hosts)
{
    while (tg_span_starts(hosts, "/")) {
        size_t end = tg_span_find(hosts, ',');
        if (end == hosts.length) return true;
        hosts = tg_span_from(hosts, end + 1);
    }
    return false;
}

static bool lacks_root(const PQconninfoOption *options)
{
    bool is_local = are_local(tg_span_of(given(options, "host"))) && !*given(options, "hostaddr");
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

static toegang_status copy_settings(const PQconninfoOption *options, size_t host, struct tg_arena *arena,
                                    const char **out, toegang_report *report)
{
    struct tg_text measure = tg_text_of(NULL, 0);
    write_settings(options, host, &measure);
    char *room = tg_arena_take(arena, measure.length + 1);
    if (!room) return tg_no_memory(report);
    struct tg_text text = tg_text_of(room, measure.length + 1);
    write_settings(options, host, &text);
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

/* The parameters of a conninfo that will do; they are forgotten by the caller. */
static toegang_status read_settings(const char *conninfo, const char *check, PQconninfoOption **out,
                                    toegang_report *report)
{
    char *fault = NULL;
    if (strnlen(conninfo, TG_CONNINFO_MAX + 1) > TG_CONNINFO_MAX)
        return wrong(report, check, "a conninfo of libpq of at most 4096 octets");
    if (has_open_password(conninfo)) return wrong(report, check, "a conninfo of libpq");
    *out = PQconninfoParse(conninfo, &fault);
    if (*out) return check_settings(*out, check, report);
    toegang_status status = fault ? wrong(report, check, "a conninfo of libpq") : tg_no_memory(report);
    PQfreemem(fault); /* may hold a password */
    return status;
}

toegang_status tg_postgresql_settings(const char *conninfo, const char *check, struct tg_arena *arena,
                                      const char **out, toegang_report *report)
{
    PQconninfoOption *options = NULL;
    toegang_status status = read_settings(conninfo, check, &options, report);
    if (status == TOEGANG_GOOD) status = copy_settings(options, ALL_HOSTS, arena, out, report);
    forget(options);
    return status;
}

/* libpq's own rule: a host is where an item of host or hostaddr is. */
static toegang_status check_hosts(const PQconninfoOption *options, const char *check, unsigned *count,
                                  toegang_report *report)
{
    const char *host = given(options, "host"), *address = given(options, "hostaddr"), *port = given(options, "port");
    size_t hosts = count_items(*address ? address : host);
    if (*given(options, "target_session_attrs")) return wrong(report, check, "no target_session_attrs");
    if (hosts > TG_HOSTS_MAX) return wrong(report, check, "at most 8 hosts");
    if ((*host && *address && count_items(host) != hosts) || (count_items(port) != 1 && count_items(port) != hosts))
        return wrong(report, check, "a host, hostaddr and port for each host");
    *count = (unsigned)hosts;
    return TOEGANG_GOOD;
}

toegang_status tg_postgresql_hosts(const char *conninfo, const char *check, struct tg_arena *arena,
                                   struct tg_hosts *out, toegang_report *report)
{
    PQconninfoOption *options = NULL;
    toegang_status status = read_settings(conninfo, check, &options, report);
    if (status == TOEGANG_GOOD) status = check_hosts(options, check, &out->count, report);
    for (unsigned i = 0; status == TOEGANG_GOOD && i < out->count; i++)
        status = copy_settings(options, i, arena, &out->settings[i], report);
    forget(options);
    return status;
}
