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

/* The trail. */
#define CHECK_AUDIT_FILE "audit.file" /* the trail's file cannot be opened, locked, written or kept */
#define CHECK_AUDIT_LINE "audit.line" /* a line of the trail would be longer than one may be */
#define CHECK_AUDIT_ALTERED "audit.altered" /* a line was not written by us after the one before it */
#define CHECK_AUDIT_CUT "audit.cut"         /* lines at the end of a trail are gone */
#define CHECK_AUDIT_HEAD "audit.head"       /* what a trail's head file says was not written by us, or it is gone */
#define CHECK_AUDIT_TORN "audit.torn" /* the end of a line that was never acknowledged: cut off, and said */
#define CHECK_AUDIT_CONTINUED "audit.continued" /* a trail that goes on where another one ended */
#define CHECK_AUDIT_REPLAY "audit.replay" /* a logged decision that comes out differently from its own facts */

#endif
