/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TG_DIRECTORY_BREAKER_H
#define TG_DIRECTORY_BREAKER_H

#include "directory/deadline.h"
#include "directory/directory.h"

/* toegang_directory_breaker_new with a clock of the caller. */
toegang_status tg_breaker_new(toegang_directory *inside, const toegang_breaker_settings *settings,
                              const struct tg_clock *clock, toegang_directory **out, toegang_report *report);

#endif
