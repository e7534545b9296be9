/* SPDX-License-Identifier: Apache-2.0 */
/* In the place of deflate.c when the library is built without zlib. */
#include "base/report.h"
#include "parse/check_message.h"
#include "parse/deflate.h"

static toegang_status absent(toegang_report *report)
{
    return tg_refuse(report, CHECK_REDIRECT_ABSENT, "a library built with redirect", TG_SPAN("without it"));
}

toegang_status tg_inflate(struct tg_span octets, size_t limit, struct tg_arena *arena, struct tg_span *out,
                          toegang_report *report)
{
    (void)octets, (void)limit, (void)arena, (void)out;
    return absent(report);
}

toegang_status tg_deflate(struct tg_span octets, struct tg_arena *arena, struct tg_span *out, toegang_report *report)
{
    (void)octets, (void)arena, (void)out;
    return absent(report);
}
