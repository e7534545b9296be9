/* SPDX-License-Identifier: Apache-2.0 */
/* Handles: a national number sealed under a key of the host, so that people can point at one without showing
 * it. */
#include <string.h>

#include <toegang/config.h>

#include "base/arena.h"
#include "base/report.h"
#include "check.h"
#include "crypto/seal.h"
#include "parse/base64.h"

#define CLEAR (sizeof((toegang_rrn *)0)->digits + 1)
#define SEALED (CLEAR + TG_SEAL_OVERHEAD)
#define WRITTEN (1 + (SEALED * 4 + 2) / 3)
_Static_assert(WRITTEN < TOEGANG_HANDLE_MAX, "a handle fits its room");

toegang_status toegang_handle_seal(const uint8_t key[32], const toegang_rrn *rrn,
                                   char out[TOEGANG_HANDLE_MAX], toegang_report *report)
{
    char clear[CLEAR];
    uint8_t sealed[SEALED];
    if (!key || !rrn || !out || rrn->kind == TOEGANG_RRN_NONE) return tg_misuse(report, "a key and a number");
    memcpy(clear, rrn->digits, sizeof rrn->digits);
    clear[CLEAR - 1] = (char)rrn->kind;
    toegang_status status = tg_seal(key, (struct tg_span){clear, sizeof clear}, sealed, report);
    explicit_bzero(clear, sizeof clear);
    if (status != TOEGANG_GOOD) return status;
    out[0] = '~';
    tg_base64url_write((struct tg_span){(const char *)sealed, sizeof sealed}, out + 1);
    return TOEGANG_GOOD;
}

static toegang_status handle_form(toegang_report *report)
{
    return tg_refuse(report, CHECK_HANDLE_FORM, "~ and 38 characters of base64url",
                     tg_span_of("something else"));
}

/* What comes out is read anew as a number, so that a key in wrong hands makes no number that is none. */
static toegang_status read_clear(const char clear[CLEAR], toegang_rrn *out, toegang_report *report)
{
    toegang_rrn read;
    toegang_status status =
        toegang_rrn_parse(clear, CLEAR - 1, TOEGANG_RRN_DIGITS_ONLY | TOEGANG_RRN_ALLOW_TEST, &read, report);
    if (status != TOEGANG_GOOD) return status;
    if (read.kind != (uint8_t)clear[CLEAR - 1]) return handle_form(report);
    *out = read;
    return TOEGANG_GOOD;
}

toegang_status toegang_handle_open(const uint8_t key[32], const char *handle, toegang_rrn *out,
                                   toegang_report *report)
{
    struct tg_arena arena = {0};
    struct tg_span sealed = {0};
    char clear[CLEAR];
    toegang_report ignored = {0};
    if (!key || !handle || !out) return tg_misuse(report, "a key and a handle");
    if (handle[0] != '~' || strnlen(handle, WRITTEN + 1) != WRITTEN) return handle_form(report);
    toegang_status status = tg_base64url_read(tg_span_of(handle + 1), SEALED, &arena, &sealed, &ignored);
    if (status == TOEGANG_NO_MEMORY)
        tg_no_memory(report);
    else if (status != TOEGANG_GOOD || sealed.length != SEALED)
        status = handle_form(report);
    else
        status = tg_unseal(key, sealed, (uint8_t *)clear, report);
    if (status == TOEGANG_GOOD) status = read_clear(clear, out, report);
    explicit_bzero(clear, sizeof clear);
    tg_arena_free(&arena);
    return status;
}
