/* SPDX-License-Identifier: Apache-2.0 */
#include "assertion/metadata.h"

#include "assertion/check_signature.h"
#include "assertion/xmldsig.h"
#include "base/report.h"
#include "base/time.h"
#include "metadata_parts.h"

/* 2.3.1: an entity stands in lists alone. What is in extensions, a member of a federation wrote there himself. */
static bool is_in_place(const struct tg_xml_node *entity)
{
    const struct tg_xml_node *list = entity->parent;
    while (list && tg_xml_is(list, TG_NS_METADATA, "EntitiesDescriptor")) list = list->parent;
    return !list;
}

static const struct tg_xml_node *entity_after(const struct tg_xml_node *at, const struct tg_xml_node *root,
                                              const char *entity_id)
{
    for (; at; at = tg_xml_following(at, root)) {
        const struct tg_xml_attribute *id = tg_xml_attribute_of(at, "entityID");
        if (tg_xml_is(at, TG_NS_METADATA, "EntityDescriptor") && id && tg_span_is(id->value, entity_id) &&
            is_in_place(at))
            return at;
    }
    return NULL;
}

static toegang_status refuse_entity(const struct tg_xml_node *root, const char *entity_id,
                                    toegang_report *report)
{
    const struct tg_xml_attribute *id = tg_xml_attribute_of(root, "entityID");
    return tg_refuse(report, CHECK_METADATA_ENTITY, entity_id, id ? id->value : TG_SPAN("no such entity"));
}

static toegang_status find_entity(const struct tg_xml_node *root, const char *entity_id,
                                  const struct tg_xml_node **out, toegang_report *report)
{
    const struct tg_xml_node *entity = entity_after(root, root, entity_id);
    if (!entity) return refuse_entity(root, entity_id, report);
    if (entity_after(tg_xml_following(entity, root), root, entity_id))
        return tg_refuse(report, CHECK_METADATA_ENTITY, "one entity of that id", TG_SPAN("several"));
    *out = entity;
    return TOEGANG_GOOD;
}

/* protocolSupportEnumeration is a list of URIs with white space between. */
static bool lists(struct tg_span list, const char *uri)
{
    while (list.length > 0) {
        size_t end = 0;
        list = tg_span_trim(list);
        while (end < list.length && tg_span_trim(tg_span_until(tg_span_from(list, end), 1)).length > 0) end++;
        if (tg_span_is(tg_span_until(list, end), uri)) return true;
        list = tg_span_from(list, end);
    }
    return false;
}

static const struct tg_xml_node *role_after(const struct tg_xml_node *entity, const struct tg_xml_node *after)
{
    const struct tg_xml_node *role = tg_xml_child(entity, TG_NS_METADATA, "IDPSSODescriptor", after);
    for (; role; role = tg_xml_child(entity, TG_NS_METADATA, "IDPSSODescriptor", role)) {
        const struct tg_xml_attribute *protocols = tg_xml_attribute_of(role, "protocolSupportEnumeration");
        if (protocols && lists(protocols->value, TG_NS_SAMLP)) return role;
    }
    return NULL;
}

static toegang_status find_role(const struct tg_xml_node *entity, const struct tg_xml_node **out,
                                toegang_report *report)
{
    static const char expected[] = "one IDPSSODescriptor for SAML 2.0";
    const struct tg_xml_node *role = role_after(entity, NULL);
    if (!role) return tg_refuse(report, CHECK_METADATA_ROLE, expected, TG_SPAN("none"));
    if (role_after(entity, role)) return tg_refuse(report, CHECK_METADATA_ROLE, expected, TG_SPAN("several"));
    *out = role;
    return TOEGANG_GOOD;
}

/* What encloses the role limits it as well: the entity and the lists that it is in. */
static toegang_status find_until(const struct tg_xml_node *role, toegang_time *out, toegang_report *report)
{
    toegang_time earliest = TOEGANG_NEVER;
    for (const struct tg_xml_node *node = role; node; node = node->parent) {
        const struct tg_xml_attribute *until = tg_xml_attribute_of(node, "validUntil");
        toegang_time time = TOEGANG_NEVER;
        if (until && !tg_time_read(until->value, TG_ROUND_DOWN, &time))
            return tg_refuse(report, CHECK_METADATA_UNTIL, "a time in UTC, as 2026-11-23T10:00:00Z",
                             until->value);
        if (time < earliest) earliest = time;
    }
    *out = earliest;
    return TOEGANG_GOOD;
}

/* The tree is gone when this returns; what is kept of it lies in the caller's arena. */
struct reading {
    struct tg_arena tree;
    const struct tg_crypto *crypto;
    const struct tg_verifiers *signer;
    struct tg_arena *arena;
    toegang_report *report;
};

static toegang_status read_all(struct reading *reading, struct tg_span octets, const char *entity_id,
                               struct tg_metadata *metadata)
{
    struct tg_xml_node *root = NULL;
    const struct tg_xml_node *entity = NULL, *role = NULL;
    toegang_report *report = reading->report;
    toegang_status status = tg_metadata_tree(octets, reading->signer, &reading->tree, &root, report);
    if (status == TOEGANG_GOOD) status = find_entity(root, entity_id, &entity, report);
    if (status == TOEGANG_GOOD) status = find_role(entity, &role, report);
    if (status == TOEGANG_GOOD) status = find_until(role, &metadata->until, report);
    if (status == TOEGANG_GOOD) status = tg_metadata_services(role, reading->arena, metadata, report);
    if (status == TOEGANG_GOOD) status = tg_metadata_keys(role, reading->crypto, &reading->tree, metadata, report);
    return status;
}

toegang_status tg_metadata_read(struct tg_span octets, const char *entity_id, const struct tg_crypto *crypto,
                                const struct tg_verifiers *signer, struct tg_arena *arena, struct tg_metadata *out,
                                toegang_report *report)
{
    struct reading reading = {.crypto = crypto, .signer = signer, .arena = arena, .report = report};
    struct tg_metadata metadata = {.key_count = 0};
    toegang_status status = read_all(&reading, octets, entity_id, &metadata);
    tg_arena_free(&reading.tree);
    if (status != TOEGANG_GOOD) return tg_metadata_free_keys(&metadata), status;
    *out = metadata;
    return TOEGANG_GOOD;
}
