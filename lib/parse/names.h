/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TG_PARSE_NAMES_H
#define TG_PARSE_NAMES_H

#include "base/span.h"

#define TG_NAMES_FEW 16 /* so many, as most objects and mappings have, need no memory of the arena */

/*
 * A name that an earlier one equals, NULL when each stands once. The array has room for twice count: the
 * second half serves the sorting.
 */
const struct tg_span *tg_names_repeated(const struct tg_span **names, size_t count);

#endif
