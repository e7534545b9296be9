/* SPDX-License-Identifier: Apache-2.0 */
/* A key of 32 octets in a file of 64 hexadecimal digits that nobody but its owner may read. */
#include "base/hex.h"
#include "internal.h"

#define FILE_OCTETS_MAX 1024

bool tg_config_secret(struct tg_config *config, const struct tg_config_key *key, const struct tg_yaml_node *node,
                      const char *check, uint8_t out[TG_SECRET_OCTETS])
{
    struct tg_span text = {0};
    const char *path = NULL;
    if (node) tg_type_text.read(config, key, node, &path);
    if (!path || !tg_config_file(config, node, path, FILE_OCTETS_MAX, &text)) return false;
    /* What is in the file goes into no report. */
    bool is_closed = tg_config_closed_to(config, path, 077);
    if (!is_closed)
        tg_problem(config, tg_place_of(node), check, "readable by its owner only (0600)",
                   TG_SPAN("readable by others"));
    if (tg_hex_read(tg_span_trim(text), TG_SECRET_OCTETS, out)) return is_closed;
    tg_problem(config, tg_place_of(node), check, "64 hexadecimal digits", TG_SPAN("something else"));
    return false;
}
