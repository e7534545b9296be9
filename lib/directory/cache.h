/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TG_DIRECTORY_CACHE_H
#define TG_DIRECTORY_CACHE_H

#include "directory/deadline.h"
#include "directory/directory.h"

/* toegang_directory_cache_new with a clock of the caller. */
toegang_status tg_cache_new(toegang_directory *inside, const toegang_cache_settings *settings,
                            const struct tg_clock *clock, toegang_directory **out, toegang_report *report);

#endif
