/* SPDX-License-Identifier: Apache-2.0 */
/* The key that handles are made with: a file of 64 hexadecimal digits that nobody but its owner may read. */
#include <stddef.h>
#include <string.h>

#include "check.h"
#include "internal.h"
#include "parse/file.h"

struct handles {
    const struct tg_yaml_node *node;
};

static const struct tg_config_key handle_keys[] = {
    {"key", &tg_type_node, offsetof(struct handles, node), NULL, true, NULL,
     "file of 64 hexadecimal digits, readable by its owner only"},
};
static const struct tg_config_section handle_section = {"handles", handle_keys, 1};

static int hex_value(char octet)
{
    if (octet >= '0' && octet <= '9') return octet - '0';
    if (octet >= 'a' && octet <= 'f') return octet - 'a' + 10;
    if (octet >= 'A' && octet <= 'F') return octet - 'A' + 10;
    return -1;
}

static bool read_hex(struct tg_span text, uint8_t out[TG_HANDLE_KEY_OCTETS])
{
    if (text.length != 2 * TG_HANDLE_KEY_OCTETS) return false;
    for (size_t i = 0; i < TG_HANDLE_KEY_OCTETS; i++) {
        int high = hex_value(text.at[2 * i]), low = hex_value(text.at[2 * i + 1]);
        if (high < 0 || low < 0) return false;
        out[i] = (uint8_t)(high * 16 + low);
    }
    return true;
}

void tg_config_handles(struct tg_config *config, const struct tg_yaml_node *node, toegang *all)
{
    struct handles handles = {0};
    struct tg_span text = {0};
    const char *path = NULL;
    if (!node) return;
    tg_config_section_read(config, &handle_section, node, &handles);
    if (handles.node) tg_type_text.read(config, &handle_keys[0], handles.node, &path);
    if (!path || !tg_config_file(config, handles.node, path, 1024, &text)) return;
    /* What is in the file goes into no report. */
    if (!tg_config_closed_to(config, path, 077))
        tg_problem(config, tg_place_of(handles.node), CHECK_CONFIG_HANDLE_KEY,
                   "readable by its owner only (0600)", tg_span_of("readable by others"));
    if (read_hex(tg_span_trim(text), all->handle_key))
        all->has_handle_key = true;
    else
        tg_problem(config, tg_place_of(handles.node), CHECK_CONFIG_HANDLE_KEY, "64 hexadecimal digits",
                   tg_span_of("something else"));
}

int toegang_handle_key(const toegang *all, uint8_t out[32])
{
    if (!all->has_handle_key) return 0;
    memcpy(out, all->handle_key, TG_HANDLE_KEY_OCTETS);
    return 1;
}
