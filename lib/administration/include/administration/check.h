/* SPDX-License-Identifier: Apache-2.0 */
/* The checks of this floor; doc/checks.md describes each. */
#ifndef TG_ADMINISTRATION_CHECK_H
#define TG_ADMINISTRATION_CHECK_H

/* What was asked cannot be done, whoever asks it. */
#define CHECK_ACT_ORGANISATION "act.organisation" /* a change for no organisation: nobody may make it */
#define CHECK_ACT_BEGIN "act.begin"               /* a begin, or an end, in the past */
#define CHECK_ACT_END "act.end"                   /* an end before its begin, or two moments for one end */
#define CHECK_ACT_CONTEXT "act.context"           /* a right without a context, where the e-counter demands one */
#define CHECK_ACT_BLOCKS "act.blocks"             /* a block at an e-counter whose policy does not look at blocks */

/* He may not. */
#define CHECK_APPOINTMENT_SELF "appointment.self" /* only a legal representative appoints himself */

/* Done, and to be known. */
#define CHECK_APPOINTMENT_LAST "appointment.last" /* nobody is HTB of the organisation any more */

/* A row of a list. */
#define CHECK_RIGHT_ENDS_SOON "right.ends-soon" /* a right that ends within the time asked */
#define CHECK_LIST_CURSOR "list.cursor"         /* the row after which a page begins is not there any more */

#endif
