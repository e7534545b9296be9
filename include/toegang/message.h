/* SPDX-License-Identifier: Apache-2.0 */
/* Messages about a session that ends. */
#ifndef TOEGANG_MESSAGE_H
#define TOEGANG_MESSAGE_H

#include <toegang/trust.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Who asks it: entity id of the identity provider, or iss of the token. Texts belong to the logout. */
TOEGANG_API const char *toegang_logout_issuer(const toegang_logout *logout);
/* ID of the message or jti of the token: with the issuer the key of a replay memory. */
TOEGANG_API const char *toegang_logout_id(const toegang_logout *logout);
/* NameID or sub, SessionIndex or sid: whose session, and which; "" when not stated, and never both. */
TOEGANG_API const char *toegang_logout_name_id(const toegang_logout *logout);
TOEGANG_API const char *toegang_logout_session_index(const toegang_logout *logout);
/* Until when it counts, exclusive, with the skew added that verification allows. */
TOEGANG_API toegang_time toegang_logout_until(const toegang_logout *logout);
/* NULL is nothing. */
TOEGANG_API void toegang_logout_free(toegang_logout *logout);

#ifdef __cplusplus
}
#endif
#endif
