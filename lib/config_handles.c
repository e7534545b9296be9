/* SPDX-License-Identifier: Apache-2.0 */
/* The key that handles are made with. */
#include <stddef.h>
#include <string.h>

#include "check.h"
#include "config_form.h"
#include "internal.h"

struct handles {
    const struct tg_yaml_node *node;
};

static const struct tg_config_key handle_keys[] = {
    {"key", &tg_type_node, offsetof(struct handles, node), &tg_form_text, true, NULL,
     "file of 64 hexadecimal digits, readable by its owner only"},
};
static const struct tg_config_section handle_section = {"handles", handle_keys, 1};
const struct tg_config_form tg_form_handles = {.kind = TG_FORM_SECTION, .section = &handle_section};

void tg_config_handles(struct tg_config *config, const struct tg_yaml_node *node, toegang *all)
{
    struct handles handles = {0};
    if (!node) return;
    tg_config_section_read(config, &handle_section, node, &handles);
    all->has_handle_key =
        tg_config_secret(config, &handle_keys[0], handles.node, CHECK_CONFIG_HANDLE_KEY, all->handle_key);
}

int toegang_handle_key(const toegang *all, uint8_t out[32])
{
    if (!all->has_handle_key) return 0;
    memcpy(out, all->handle_key, TG_SECRET_OCTETS);
    return 1;
}
