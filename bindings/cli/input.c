/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"

static bool read_all(int file, size_t limit, struct octets *out)
{
    size_t length = 0;
    char *octets = malloc(limit + 2);
    if (!octets) return false;
    for (;;) {
        ssize_t more = read(file, octets + length, limit + 1 - length);
        if (more < 0 && errno == EINTR) continue;
        if (more < 0) return free(octets), false;
        length += (size_t)more;
        if (more == 0 || length > limit) break;
    }
    octets[length] = '\0';
    *out = (struct octets){octets, length};
    return true;
}

static bool is_directory(int file)
{
    struct stat state;
    return fstat(file, &state) == 0 && S_ISDIR(state.st_mode);
}

bool input_read(const char *path, size_t limit, toegang_language language, struct octets *out)
{
    bool standard = strcmp(path, "-") == 0, good = false;
    int file = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (file >= 0 && is_directory(file))
        fault(language, TEXT_FILE_DIRECTORY, path);
    else if (file >= 0 && read_all(file, limit, out))
        good = true;
    else if (errno == ENOENT)
        fault(language, TEXT_FILE_ABSENT, path);
    else
        fault(language, TEXT_FILE, path, strerror(errno));
    if (file >= 0 && !standard) close(file);
    return good;
}

void input_free(struct octets *octets)
{
    if (octets->at) explicit_bzero(octets->at, octets->length);
    free(octets->at);
    *octets = (struct octets){0};
}

toegang *input_config(const struct options *options, int *exit_code)
{
    toegang *all = NULL;
    toegang_report report = {0};
    struct told told = {options->language, 0};
    toegang_status status = toegang_open(options->config, tell_problem, &told, &all, &report);
    if (status == TOEGANG_GOOD) return all;
    if (told.count == 0) fault_report(options->language, &report);
    *exit_code = exit_of(status);
    return NULL;
}

#define NUMBER_MOST 256

/* A trailing line feed is no part of a number; anything else is. */
static size_t without_line_end(const char *octets, size_t length)
{
    if (length > 0 && octets[length - 1] == '\n') length--;
    if (length > 0 && octets[length - 1] == '\r') length--;
    return length;
}

/* More than the library will ever take, so that it is the library that refuses a long one. */
#define TOKEN_MOST ((size_t)1 << 20)

bool input_token(const char *path, toegang_language language, struct octets *out)
{
    const char *file = path[0] == '@' && path[1] ? path + 1 : path;
    if (!input_read(file, TOKEN_MOST, language, out)) return false;
    out->length = without_line_end(out->at, out->length);
    return true;
}

bool input_kind(const char *name, toegang_language language, toegang_token_kind *out)
{
    static const char *const names[] = {"id", "access", "userinfo", "introspection", "logout"};
    static const toegang_token_kind kinds[] = {TOEGANG_TOKEN_ID, TOEGANG_TOKEN_ACCESS, TOEGANG_TOKEN_USERINFO,
                                               TOEGANG_TOKEN_INTROSPECTION, TOEGANG_TOKEN_LOGOUT};
    *out = TOEGANG_TOKEN_ID;
    if (!name) return true;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(names[i], name) == 0) return *out = kinds[i], true;
    fault(language, TEXT_VALUE, "kind", name, "id, access, userinfo, introspection, logout");
    return false;
}

static bool parse_holder(const struct options *options, const toegang *all, const char *octets, size_t length,
                         toegang_rrn *out)
{
    toegang_report report = {0};
    unsigned how = toegang_allows_test_numbers(all) ? TOEGANG_RRN_ALLOW_TEST : 0;
    if (toegang_rrn_parse(octets, length, how, out, &report) == TOEGANG_GOOD) return true;
    fault_report(options->language, &report);
    return false;
}

static bool holder_of_file(const struct options *options, const toegang *all, const char *path, toegang_rrn *out)
{
    struct octets octets = {0};
    if (!input_read(path, NUMBER_MOST, options->language, &octets)) return false;
    bool good = parse_holder(options, all, octets.at, without_line_end(octets.at, octets.length), out);
    input_free(&octets);
    return good;
}

static bool holder_of_handle(const struct options *options, const toegang *all, const char *handle, toegang_rrn *out)
{
    uint8_t key[32];
    toegang_report report = {0};
    if (!handle_key(all, options->language, false, key)) return false;
    bool good = toegang_handle_open(key, handle, out, &report) == TOEGANG_GOOD;
    explicit_bzero(key, sizeof key);
    if (!good) fault_report(options->language, &report);
    return good;
}

bool input_number(const struct options *options, const toegang *all, const char *given, toegang_rrn *out)
{
    if (given[0] == '@') return holder_of_file(options, all, given + 1, out);
    if (given[0] == '~') return holder_of_handle(options, all, given, out);
    return parse_holder(options, all, given, strlen(given), out);
}

bool input_organisation(const struct options *options, toegang_organisation *out)
{
    toegang_report report = {0};
    const char *given = options->organisation;
    if (!given || toegang_organisation_parse(given, strlen(given), out, &report) == TOEGANG_GOOD) return true;
    fault_report(options->language, &report);
    return false;
}
