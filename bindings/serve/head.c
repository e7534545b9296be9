/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <strings.h>

#include "head.h"

/* ---- where it ends: every octet passes here before anything is understood ---- */

/*
 * Octets that no head has: controls but HTAB, and CR and LF where they do not end a line together (RFC 9112
 * 2.2).
 */
static bool is_out_of_place(const char *octets, size_t at)
{
    unsigned char octet = (unsigned char)octets[at];
    bool after_cr = at > 0 && octets[at - 1] == '\r';
    if (octet == '\n') return !after_cr;
    if (after_cr) return true;
    return (octet < ' ' && octet != '\t' && octet != '\r') || octet == 0x7f;
}

long head_length(const char *octets, size_t length, size_t *seen)
{
    for (; *seen < length; ++*seen) {
        if (is_out_of_place(octets, *seen)) return -1;
        if (*seen >= 3 && octets[*seen] == '\n' && octets[*seen - 2] == '\n') return (long)++*seen;
    }
    return 0;
}

/* ---- the request line ---- */

static bool is_token(const char *text, size_t length)
{
    static const char others[] = "!#$%&'*+-.^_`|~";
    for (size_t i = 0; i < length; i++) {
        unsigned char octet = (unsigned char)text[i];
        bool letter = (octet | 0x20) >= 'a' && (octet | 0x20) <= 'z';
        if (!letter && !(octet >= '0' && octet <= '9') && !(octet && strchr(others, octet))) return false;
    }
    return length > 0;
}

/* A host with its port (RFC 9110 7.2), or nothing. It has to name somebody in one way, whoever that is. */
static bool is_host(const char *text, size_t length)
{
    static const char digits[] = "0123456789";
    static const char name[] =
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-._~%!$&'()*+,;=";
    size_t used = strspn(text, name);
    if (*text == '[') {
        used = 1 + strspn(text + 1, "0123456789abcdefABCDEF:.");
        if (used == 1 || text[used++] != ']') return false;
    }
    if (text[used] == ':') used += 1 + strspn(text + used + 1, digits);
    return used == length;
}

/*
 * Its path, with the query. origin-form (RFC 9112 3.2.1) is one; absolute-form (3.2.2) has one after its
 * host, which is looked at no more than that in Host, and where it is empty it is "/" (RFC 9110 4.2.3). NULL:
 * it is neither. "*" and the host alone of CONNECT name nothing that is here.
 */
static char *path_of(char *target)
{
    size_t scheme = strncasecmp(target, "http://", 7) == 0    ? 7
                    : strncasecmp(target, "https://", 8) == 0 ? 8
                                                              : 0;
    char *host = target + scheme, *path = host + strcspn(host, "/?");
    if (scheme == 0) return *target == '/' ? target : NULL;
    if (path == host || *host == ':' || !is_host(host, (size_t)(path - host))) return NULL;
    if (*path != '/') *--path = '/';
    return path;
}

static bool is_visible(const char *target)
{
    for (; *target; target++)
        if ((unsigned char)*target <= ' ' || (unsigned char)*target >= 0x7f || *target == '#') return false;
    return true;
}

static bool complain(struct complaint *why, int status, const char *sentence)
{
    *why = (struct complaint){status, sentence};
    return false;
}

/* *line moves past the line and its CR LF; the line ends in NUL. */
static char *take_line(char **line)
{
    char *begin = *line, *end = strchr(begin, '\r');
    *end = '\0';
    *line = end + 2;
    return begin;
}

static bool read_request_line(char *line, struct head *out, struct complaint *why)
{
    char *target = strchr(line, ' '), *version = target ? strchr(target + 1, ' ') : NULL;
    if (!version || strchr(version + 1, ' '))
        return complain(why, 400, "the request line is not three words");
    *target++ = *version++ = '\0';
    if (!is_token(line, strlen(line))) return complain(why, 400, "the method is no token");
    char *path = is_visible(target) ? path_of(target) : NULL;
    if (!path) return complain(why, 400, "the target is no path with a query");
    out->keeps = strcmp(version, "HTTP/1.1") == 0;
    if (!out->keeps && strcmp(version, "HTTP/1.0") != 0)
        return complain(why, 505, "the version is neither 1.1 nor 1.0");
    char *query = strchr(path, '?');
    if (query) *query++ = '\0';
    out->method = line;
    out->path = path;
    out->query = query ? query : "";
    return true;
}

/* ---- fields ---- */

static char *trimmed(char *value)
{
    value += strspn(value, " \t");
    size_t length = strlen(value);
    while (length > 0 && strchr(" \t", value[length - 1])) length--;
    value[length] = '\0';
    return value;
}

/* No space before the colon, no folded line (RFC 9112 5.1, 5.2): a token has neither. */
static bool read_field(char *line, struct head *out, struct complaint *why)
{
    char *colon = strchr(line, ':');
    if (!colon || !is_token(line, (size_t)(colon - line))) return complain(why, 400, "a field has no name");
    if (out->field_count == FIELDS_MOST) return complain(why, 431, "there are more than 100 fields");
    *colon = '\0';
    out->fields[out->field_count++] = (struct field){line, trimmed(colon + 1)};
    return true;
}

const char *head_field(const struct head *head, const char *name)
{
    for (size_t i = 0; i < head->field_count; i++)
        if (strcasecmp(head->fields[i].name, name) == 0) return head->fields[i].value;
    return NULL;
}

size_t head_count(const struct head *head, const char *name)
{
    size_t count = 0;
    for (size_t i = 0; i < head->field_count; i++) count += strcasecmp(head->fields[i].name, name) == 0;
    return count;
}

/* ---- what decides where the request ends (RFC 9112 6) ---- */

static bool read_length(struct head *out, struct complaint *why)
{
    const char *length = head_field(out, "Content-Length");
    size_t digits = length ? strspn(length, "0123456789") : 0;
    if (head_count(out, "Content-Length") > 1) return complain(why, 400, "Content-Length is there twice");
    if (!length) return true;
    if (digits == 0 || length[digits]) return complain(why, 400, "Content-Length is no number");
    if (digits > 9) return complain(why, 413, "the body is larger than 1 MiB");
    for (; *length; length++) /* nine digits have room in any size_t */
        out->body_length = out->body_length * 10 + (size_t)(*length - '0');
    return out->body_length <= BODY_MOST || complain(why, 413, "the body is larger than 1 MiB");
}

static bool read_framing(struct head *out, struct complaint *why)
{
    if (head_field(out, "Transfer-Encoding")) {
        if (head_field(out, "Content-Length"))
            return complain(why, 400, "Content-Length stands beside Transfer-Encoding");
        return complain(why, 411, "a body needs a Content-Length; Transfer-Encoding is not taken");
    }
    if (!read_length(out, why)) return false;
    bool bodiless = strcmp(out->method, "GET") == 0 || strcmp(out->method, "HEAD") == 0;
    if (bodiless && out->body_length > 0)
        return complain(why, 400, "a GET has no body: let the web server clear Content-Length");
    return true;
}

static bool has_option(const char *list, const char *word)
{
    size_t length = strlen(word);
    for (; list && *list; list += strcspn(list, ","), list += *list == ',') {
        list += strspn(list, " \t");
        if (strncasecmp(list, word, length) == 0 && strchr(", \t", list[length])) return true;
    }
    return false;
}

/* RFC 9112 3.2 */
static bool read_host(const struct head *head, bool is_1_1, struct complaint *why)
{
    const char *host = head_field(head, "Host");
    if (head_count(head, "Host") > 1 || (!host && is_1_1))
        return complain(why, 400, "Host must be there once");
    return !host || is_host(host, strlen(host)) || complain(why, 400, "Host is no host with its port");
}

static bool read_connection(struct head *out, struct complaint *why)
{
    const char *expects = head_field(out, "Expect");
    const bool is_1_1 = out->keeps;
    if (!read_host(out, is_1_1, why)) return false;
    for (size_t i = 0; i < out->field_count; i++)
        if (strcasecmp(out->fields[i].name, "Connection") == 0 && has_option(out->fields[i].value, "close"))
            out->keeps = false;
    if (expects && strcasecmp(expects, "100-continue") != 0)
        return complain(why, 417, "only 100-continue can be expected");
    out->continues = expects && is_1_1 && out->body_length > 0; /* RFC 9110 10.1.1: 1.0 knows no 100 */
    return true;
}

bool head_read(char *octets, size_t length, struct head *out, struct complaint *why)
{
    char *line = octets, *end = octets + length - 2;
    *out = (struct head){0};
    char *first = take_line(&line);
    if ((size_t)(line - octets) > LINE_MOST)
        return complain(why, 414, "the request line is longer than 8 KiB");
    if (!read_request_line(first, out, why)) return false;
    while (line < end)
        if (!read_field(take_line(&line), out, why)) return false;
    return read_framing(out, why) && read_connection(out, why);
}
