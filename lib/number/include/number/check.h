/* SPDX-License-Identifier: Apache-2.0 */
/* The checks of this floor; doc/checks.md describes each. */
#ifndef TG_NUMBER_CHECK_H
#define TG_NUMBER_CHECK_H

#define CHECK_RRN_LENGTH "rrn.length"
#define CHECK_RRN_FORM "rrn.form"
#define CHECK_RRN_MONTH "rrn.month"
#define CHECK_RRN_DAY "rrn.day"
#define CHECK_RRN_SEQUENCE "rrn.sequence"
#define CHECK_RRN_CHECKSUM "rrn.checksum"
#define CHECK_RRN_TEST "rrn.test"

#endif
