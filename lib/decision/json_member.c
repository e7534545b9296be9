/* SPDX-License-Identifier: Apache-2.0 */
#include "decision/json_member.h"

#include <stdio.h>

void tg_member_value(struct tg_text *text, const char *value)
{
    char safe[1024];
    if (!value || !value[0]) {
        tg_text_add(text, "null");
        return;
    }
    tg_text_safe(safe, sizeof safe, tg_span_of(value));
    tg_text_add_json(text, tg_span_of(safe));
}

void tg_member(struct tg_text *text, const char *key, const char *value)
{
    tg_text_addf(text, ",\"%s\":", key);
    tg_member_value(text, value);
}

void tg_member_time(struct tg_text *text, const char *key, toegang_time time)
{
    char written[32] = "";
    if (time != TOEGANG_ALWAYS && time != TOEGANG_NEVER) toegang_time_format(time, written);
    tg_member(text, key, written);
}

void tg_member_holder(struct tg_text *text, const char *key, const toegang_rrn *rrn)
{
    char masked[16] = "";
    if (rrn->kind != TOEGANG_RRN_NONE) toegang_rrn_mask(rrn, masked);
    tg_member(text, key, masked);
}

void tg_member_organisation(struct tg_text *text, const char *key, const toegang_organisation *organisation)
{
    char typed[TOEGANG_ORGANISATION_KEY_MAX];
    toegang_organisation_key(organisation, typed);
    tg_member(text, key, typed);
}
