/* SPDX-License-Identifier: Apache-2.0 */
/* The module: its record and its hooks. Nothing here decides. */
#include "mod_toegang.h"

static int check_lines(apr_pool_t *pool, apr_pool_t *log, apr_pool_t *scratch, server_rec *first)
{
    (void)pool, (void)log, (void)scratch;
    return tg_lines_check(first);
}

static void register_hooks(apr_pool_t *pool)
{
    ap_hook_check_config(check_lines, NULL, NULL, APR_HOOK_MIDDLE);
    tg_environment_register(pool);
    tg_bearer_register(pool);
    tg_provider_register(pool);
    tg_section_register(pool);
    tg_page_register(pool);
}

/* The server looks it up by its name. */
module AP_MODULE_DECLARE_DATA __attribute__((visibility("default")))
toegang_module = {STANDARD20_MODULE_STUFF,
                  .create_dir_config = tg_place_new,
                  .merge_dir_config = tg_place_merge,
                  .create_server_config = tg_server_new,
                  .merge_server_config = tg_server_merge,
                  .cmds = tg_directives,
                  .register_hooks = register_hooks};
