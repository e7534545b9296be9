/* SPDX-License-Identifier: Apache-2.0 */
/* The checks of this floor; doc/checks.md describes each. */
#ifndef TG_DECISION_CHECK_H
#define TG_DECISION_CHECK_H

#include "directory/check.h"

/* Gates: one that is closed denies, whatever else holds. */
#define CHECK_IDENTITY_ABSENT "identity.absent"   /* nobody is signed in, as a host says it */
#define CHECK_HOST_FORBIDDEN "host.forbidden"     /* a web server lets nobody in here, by its own rules */
#define CHECK_IDENTITY_EXPIRED "identity.expired" /* the sign-in may no longer be used */
#define CHECK_IDENTITY_TEST "identity.test"       /* a test number at an e-counter that does not allow them */
#define CHECK_ASSURANCE_LOW "assurance.low"       /* the digital key is weaker than the policy demands */
#define CHECK_CAPACITY_OTHER "capacity.other"     /* not one of the capacities that the policy admits */
#define CHECK_SUSPENSION_LIVE "suspension.live"   /* a block on the person, the pair or the e-counter */

/* Representation: why nothing that the registers hold makes the person a representative. */
#define CHECK_SELF_NEVER "self.never"                       /* nobody acts for himself at this e-counter */
#define CHECK_REPRESENTATION_ABSENT "representation.absent" /* no function, appointment or right at all */
#define CHECK_REPRESENTATION_NEVER "representation.never"   /* a role that this e-counter does not admit */
#define CHECK_FUNCTION_CODE "function.code"                 /* a KBO function that does not represent */
#define CHECK_FUNCTION_ENDED "function.ended"               /* a representing function that ended */
#define CHECK_FUNCTION_NOT_YET "function.not-yet"           /* one that has not begun */
#define CHECK_FUNCTION_COMPANY "function.company"       /* the company that it leans on does not represent */
#define CHECK_APPOINTMENT_CODE "appointment.code"       /* an appointment in BTB that is not htb */
#define CHECK_APPOINTMENT_ENDED "appointment.ended"     /* an appointment as HTB that ended */
#define CHECK_APPOINTMENT_NOT_YET "appointment.not-yet" /* one that has not begun */
#define CHECK_APPOINTMENT_GRANTOR "appointment.grantor" /* who appointed has no authority now */

/* Rights. All but the first are near misses: shown with the right that nearly counted. */
#define CHECK_RIGHT_ABSENT "right.absent"             /* a role, but no right, where the policy asks both */
#define CHECK_RIGHT_ENDED "right.ended"               /* the right on this e-counter ended */
#define CHECK_RIGHT_NOT_YET "right.not-yet"           /* it has not begun */
#define CHECK_RIGHT_CODE "right.code"                 /* another right on this e-counter */
#define CHECK_RIGHT_CONTEXT "right.context"           /* another context, or none where one is demanded */
#define CHECK_RIGHT_GRANTOR "right.grantor"           /* who granted it had no authority when he did */
#define CHECK_RIGHT_GRANTOR_LOST "right.grantor-lost" /* he has lost it since (grace, suspend) */

/* What the assertion states: why it did not count. */
#define CHECK_ASSERTED_ISSUER "asserted.issuer"             /* its issuer may not assert this */
#define CHECK_ASSERTED_NEVER "asserted.never"               /* nothing of the kind counts at this e-counter */
#define CHECK_ASSERTED_REGISTER "asserted.register"         /* the register that would know goes before */
#define CHECK_ASSERTED_ORGANISATION "asserted.organisation" /* another organisation than the one asked */
#define CHECK_ASSERTED_RIGHT "asserted.right"               /* another right of this e-counter */
#define CHECK_ASSERTED_CONTEXT "asserted.context" /* another context, or none where one is demanded */

/* Not judged. */
#define CHECK_DIRECTORY_UNAVAILABLE "directory.unavailable" /* a register that could not answer */
#define CHECK_DECISION_LIMIT "decision.limit" /* more companies, grantors or facts than we follow */

/* Warnings: they never change the answer. */
#define CHECK_POWER_UNKNOWN "power.unknown"           /* KBO does not say how far a function's power goes */
#define CHECK_GRANTOR_LEFT "grantor.left"             /* who granted the right has no authority any more */
#define CHECK_RIGHT_SELF_GRANTED "right.self-granted" /* the holder granted the right to himself */
#define CHECK_NUMBERS_TEST "numbers.test"             /* the configuration allows official test numbers */
#define CHECK_ORGANISATION_OTHER "organisation.other" /* another organisation was chosen at sign-in */
#define CHECK_IDENTITY_HOST "identity.host"           /* attested by the host, without an assertion */
#define CHECK_ASSERTED_DIFFERS "asserted.differs"     /* a register does not hold what the assertion states */

#define CHECK_LANGUAGE_UNKNOWN "language.unknown" /* not nl, en, fr or de */

#endif
