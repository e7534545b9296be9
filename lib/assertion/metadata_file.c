/* SPDX-License-Identifier: Apache-2.0 */
/* From the octets of metadata to a tree that may be believed. */
#include "assertion/check_message.h"
#include "assertion/check_signature.h"
#include "assertion/xmldsig.h"
#include "base/report.h"
#include "metadata_parts.h"

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

static struct tg_span without_mark(struct tg_span octets)
{
    return tg_span_starts(octets, BYTE_ORDER_MARK) ? tg_span_from(octets, sizeof BYTE_ORDER_MARK - 1)
                                                   : octets;
}

/* Where the comment that begins at start ends; 0 when it has no end. */
static size_t comment_end(struct tg_span octets, size_t start)
{
    for (size_t i = start + 6; i < octets.length; i++)
        if (octets.at[i] == '>' && octets.at[i - 1] == '-' && octets.at[i - 2] == '-') return i + 1;
    return 0;
}

static void blank(char *octets, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (octets[i] != '\n') octets[i] = ' ';
}

/* Octets that are copied to a shorter or equal text. */
struct copy {
    char *octets;
    size_t length;
};

static void pass_comment(struct copy *copy, struct tg_span comment, bool keep_places)
{
    if (!keep_places) return;
    memcpy(copy->octets + copy->length, comment.at, comment.length);
    blank(copy->octets + copy->length, comment.length);
    copy->length += comment.length;
}

/*
 * People write comments in metadata, and providers publish them; the gate knows none. In a file that is trusted it
 * sees white space in their place, so that lines and columns stay what they were. Where a signature counts they are
 * taken out, as its canonicalisation does (exc-c14n without comments): white space would be text that nobody signed.
 * One without an end is left to the gate. A message is never read so.
 */
static toegang_status without_comments(struct tg_span octets, bool keep_places, struct tg_arena *arena,
                                       struct tg_span *out, toegang_report *report)
{
    struct copy copy = {tg_arena_take(arena, octets.length + 1), 0};
    if (!copy.octets) return tg_no_memory(report);
    for (size_t i = 0, end; i < octets.length;) {
        bool begins = octets.at[i] == '<' && tg_span_starts(tg_span_from(octets, i), "<!--");
        end = begins ? comment_end(octets, i) : 0;
        if (begins && end == 0) {
            memcpy(copy.octets + copy.length, octets.at + i, octets.length - i);
            copy.length += octets.length - i;
            break;
        }
        if (begins) pass_comment(&copy, (struct tg_span){octets.at + i, end - i}, keep_places);
        else copy.octets[copy.length++] = octets.at[i];
        i = begins ? end : i + 1;
    }
    return *out = (struct tg_span){copy.octets, copy.length}, TOEGANG_GOOD;
}

static bool is_metadata(const struct tg_xml_node *root)
{
    return tg_xml_is(root, TG_NS_METADATA, "EntityDescriptor") ||
           tg_xml_is(root, TG_NS_METADATA, "EntitiesDescriptor");
}

static toegang_status read_tree(struct tg_span octets, bool keep_places, struct tg_arena *arena,
                                struct tg_xml_node **out, toegang_report *report)
{
    struct tg_span xml = octets;
    toegang_status status = TOEGANG_GOOD;
    if (octets.length <= tg_xml_metadata_limits.octets) /* else the gate says so */
        status = without_comments(without_mark(octets), keep_places, arena, &xml, report);
    if (status == TOEGANG_GOOD) status = tg_xml_read(xml, &tg_xml_metadata_limits, arena, out, report);
    if (status == TOEGANG_GOOD && !is_metadata(*out))
        return tg_refuse(report, CHECK_METADATA_ROOT, "md:EntityDescriptor or md:EntitiesDescriptor",
                         (*out)->local);
    return status;
}

/* The signature of the root counts, whatever else in it is signed. */
static toegang_status verify_root(const struct tg_xml_node *root, const struct tg_verifiers *signer,
                                  struct tg_arena *arena, struct tg_span *out, toegang_report *report)
{
    struct tg_signed what = {.key = NULL};
    if (!tg_xmldsig_of(root))
        return tg_refuse(report, CHECK_METADATA_SIGNATURE, "a ds:Signature of the root", TG_SPAN("none"));
    toegang_status status = tg_xmldsig_places(root, report);
    if (status == TOEGANG_GOOD) status = tg_xmldsig_verify(root, signer, arena, &what, report);
    if (status != TOEGANG_GOOD) return status;
    *out = what.octets;
    return TOEGANG_GOOD;
}

static toegang_status read_verified(struct tg_span octets, const struct tg_verifiers *signer, struct tg_arena *arena,
                                    struct tg_xml_node **out, toegang_report *report)
{
    struct tg_arena first = {0};
    struct tg_xml_node *root = NULL;
    struct tg_span verified = {NULL, 0};
    toegang_status status = read_tree(octets, false, &first, &root, report);
    if (status == TOEGANG_GOOD) status = verify_root(root, signer, arena, &verified, report);
    tg_arena_free(&first); /* what nobody signed is gone before anything is read */
    if (status == TOEGANG_GOOD)
        status = tg_xml_read_canonical(verified, &tg_xml_metadata_limits, arena, out, report);
    return status;
}

toegang_status tg_metadata_tree(struct tg_span octets, const struct tg_verifiers *signer, struct tg_arena *arena,
                                struct tg_xml_node **out, toegang_report *report)
{
    return signer ? read_verified(octets, signer, arena, out, report)
                  : read_tree(octets, true, arena, out, report);
}
