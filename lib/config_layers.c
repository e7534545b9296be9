/* SPDX-License-Identifier: Apache-2.0 */
/* Directories made of directories, as they are configured. */
#include "config_source.h"

void tg_layers_read(struct tg_config *config, struct tg_source *source)
{
    (void)config, (void)source;
}

toegang_directory *tg_layers_around(const struct tg_opening *opening, const struct tg_source *source,
                                    toegang_directory *inside)
{
    (void)opening, (void)source;
    return inside;
}

toegang_directory *tg_layers_of_parts(const struct tg_opening *opening, const struct tg_source *source,
                                      toegang_directory **parts)
{
    (void)opening, (void)source, (void)parts;
    return NULL;
}
