/* SPDX-License-Identifier: Apache-2.0 */
/* The checks of what may be used once; doc/checks.md describes each. */
#ifndef TG_DIRECTORY_CHECK_REPLAY_H
#define TG_DIRECTORY_CHECK_REPLAY_H

/* SAML profiles 4.1.4.5: a bearer assertion is accepted once; RFC 7519 4.1.7: jti. */
#define CHECK_REPLAY_USED "replay.used"
#define CHECK_REPLAY_FULL "replay.full"               /* a memory without room for what still counts */
#define CHECK_REPLAY_UNAVAILABLE "replay.unavailable" /* the store did not answer, or not in time */
#define CHECK_REPLAY_STATUS "replay.status"   /* a store answered what its class does not allow */
#define CHECK_REPLAY_STORE "replay.store"     /* a path or conninfo that cannot name a store */
#define CHECK_REPLAY_ADAPTER "replay.adapter" /* a store that is not compiled in; expected: those that are */

#endif
