/* SPDX-License-Identifier: Apache-2.0 */
/* An order of numbers, for sorting: no number first, then by kind or scheme, then by digits. Below 0, 0,
 * above 0. */
#ifndef TG_NUMBER_COMPARE_H
#define TG_NUMBER_COMPARE_H

#include <toegang/number.h>

int tg_rrn_compare(const toegang_rrn *one, const toegang_rrn *other);
int tg_organisation_compare(const toegang_organisation *one, const toegang_organisation *other);

#endif
