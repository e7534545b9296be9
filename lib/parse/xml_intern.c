/* SPDX-License-Identifier: Apache-2.0 */
/* One copy of each name and namespace, found again by the address that libxml2's dictionary gives it. */
#include "xml_reader.h"

#define OCTETS_PER_BUCKET 32
#define LEAST_BUCKETS 64

bool tg_xml_intern_begin(struct tg_xml_reader *reader, size_t length)
{
    size_t buckets = LEAST_BUCKETS;
    while (buckets < length / OCTETS_PER_BUCKET) buckets *= 2;
    reader->interned = tg_arena_array(reader->arena, buckets, sizeof *reader->interned);
    reader->interned_mask = buckets - 1;
    return reader->interned != NULL;
}

static struct tg_xml_interned **bucket_of(const struct tg_xml_reader *reader, const void *key)
{
    uint64_t address = (uint64_t)(uintptr_t)key;
    return &reader->interned[(address * UINT64_C(0x9e3779b97f4a7c15) >> 32) & reader->interned_mask];
}

static bool add(struct tg_xml_reader *reader, struct tg_xml_interned **bucket, const xmlChar *name)
{
    struct tg_span text = tg_span_of((const char *)name);
    struct tg_xml_interned *item = tg_arena_take(reader->arena, sizeof *item);
    const char *copy = item ? tg_arena_text(reader->arena, text) : NULL;
    if (!copy) return false;
    *item = (struct tg_xml_interned){name, {copy, text.length}, *bucket};
    *bucket = item;
    return true;
}

bool tg_xml_intern(struct tg_xml_reader *reader, const xmlChar *name, struct tg_span *out)
{
    if (!name) return *out = (struct tg_span){NULL, 0}, true;
    struct tg_xml_interned **bucket = bucket_of(reader, name), *item = *bucket;
    while (item && item->key != name) item = item->next;
    if (!item && !add(reader, bucket, name)) return tg_xml_fail_memory(reader), false;
    return *out = item ? item->text : (*bucket)->text, true;
}
