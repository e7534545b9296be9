/* SPDX-License-Identifier: Apache-2.0 */
#include "judge.h"

#include <stdio.h>
#include <string.h>

#include "assertion/xmldsig.h"

static toegang_status verify_all(const struct tg_xml_node *root, const struct tg_verifiers *verifiers,
                                 struct tg_arena *arena, size_t *signatures, toegang_report *report)
{
    for (const struct tg_xml_node *node = root; node; node = tg_xml_following(node, root)) {
        struct tg_signed out;
        if (!tg_xmldsig_of(node)) continue;
        toegang_status status = tg_xmldsig_verify(node, verifiers, arena, &out, report);
        if (status != TOEGANG_GOOD) return status;
        ++*signatures;
    }
    return TOEGANG_GOOD;
}

void judge(const struct tg_crypto *crypto, struct tg_span xml, const struct vector_keys *keys,
           char answer[JUDGED])
{
    struct tg_arena arena = {0};
    struct tg_xml_node *root = NULL;
    toegang_report report = {0};
    size_t signatures = 0;
    struct tg_verifiers verifiers = {.crypto = crypto, .keys = keys->keys, .key_count = keys->count};
    toegang_status status = tg_xml_read(xml, &tg_xml_message_limits, &arena, &root, &report);
    if (status == TOEGANG_GOOD) status = tg_xmldsig_places(root, &report);
    if (status == TOEGANG_GOOD) status = verify_all(root, &verifiers, &arena, &signatures, &report);
    const char *check = status != TOEGANG_GOOD ? report.check : signatures > 0 ? "good" : "unsigned";
    if (strcmp(check, "saml.signature.key") == 0 && keys->count == 0 && keys->refused[0])
        check = keys->refused;
    snprintf(answer, JUDGED, "%s", check);
    tg_arena_free(&arena);
}
