/* SPDX-License-Identifier: Apache-2.0 */
/* The checks of this floor; doc/checks.md describes each. */
#ifndef TG_NUMBER_CHECK_H
#define TG_NUMBER_CHECK_H

/* National numbers: Royal Decree of 3 April 1984, articles 1 to 4; Belgif openapi-person-identifier, Ssin. */
#define CHECK_RRN_LENGTH "rrn.length" /* not 11 digits */
#define CHECK_RRN_FORM "rrn.form"     /* other characters, or separators where the printed form has none */
#define CHECK_RRN_MONTH "rrn.month"   /* a month outside 00-12, 20-32 (BIS), 40-52 (BIS) */
#define CHECK_RRN_DAY "rrn.day"       /* a day that the month of the proven century does not have */
#define CHECK_RRN_SEQUENCE "rrn.sequence" /* 000, or 999 on a number that is not of the BIS register */
#define CHECK_RRN_CHECKSUM "rrn.checksum" /* check digits differ from 97 - n mod 97 of both centuries */
#define CHECK_RRN_TEST "rrn.test" /* an official test number, months 61 to 72, where none is allowed */

/* Enterprise numbers: Royal Decree of 24 June 2003, article 2; first digit 1 since 2023-09-19. */
#define CHECK_KBO_LENGTH "kbo.length" /* neither 10 digits nor the old 9 */
#define CHECK_KBO_FORM "kbo.form"     /* other characters, or dots where the printed form has none */
#define CHECK_KBO_SERIES "kbo.series" /* the first digit is 9 */
#define CHECK_KBO_ESTABLISHMENT "kbo.establishment" /* an establishment unit where an enterprise was asked \
                                                     */
#define CHECK_KBO_CHECKSUM "kbo.checksum"           /* check digits differ from 97 - n mod 97 */
#define CHECK_KBO_ZERO "kbo.zero"                   /* all zeros name no enterprise */

/* Establishment units: the same decree and check digits, first digit 2 to 8. */
#define CHECK_ESTABLISHMENT_LENGTH "establishment.length"     /* not 10 digits */
#define CHECK_ESTABLISHMENT_FORM "establishment.form"         /* other characters, or dots at other places */
#define CHECK_ESTABLISHMENT_SERIES "establishment.series"     /* the first digit is not 2 to 8 */
#define CHECK_ESTABLISHMENT_CHECKSUM "establishment.checksum" /* check digits differ from 97 - n mod 97 */

/* Typed keys. */
#define CHECK_ORGANISATION_ABSENT "organisation.absent" /* nothing where an organisation has to be said */
#define CHECK_ORGANISATION_SCHEME "organisation.scheme" /* a prefix that names no kind of key */
#define CHECK_OVO_FORM "ovo.form"                       /* not OVO and 6 digits */
#define CHECK_NIS_FORM "nis.form"                       /* not the 5 digits of a NIS code */
#define CHECK_SCHOOL_FORM "school.form"                 /* not 1 to 6 digits, or only zeros */
#define CHECK_VCODE_FORM "vcode.form"                   /* not V and 7 digits from V0001001 on */

#endif
