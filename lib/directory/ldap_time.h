/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TG_DIRECTORY_LDAP_TIME_H
#define TG_DIRECTORY_LDAP_TIME_H

#include "base/time.h"

/*
 * GeneralizedTime of LDAP, RFC 4517 3.3.13: 20270301100000Z, 2027030110.5+0100. Years 1 to 9999; a leap
 * second is the begin of the next minute.
 */
bool tg_ldap_time_read(struct tg_span text, enum tg_rounding rounding, toegang_time *out);

#endif
