/* SPDX-License-Identifier: Apache-2.0 */
/* How the vectors of the attacks are played: each row names one of these feeds. */
#ifndef TG_TESTS_ATTACKS_PLAYED_H
#define TG_TESTS_ATTACKS_PLAYED_H

#include <stdbool.h>
#include <stddef.h>

#include <toegang.h>

struct world {
    toegang_trust *trust;
    toegang_trust *offered; /* the same once more, to which newer keys and metadata are offered */
    toegang *all;           /* a configuration with the same provider, for decisions */
};
/* Ends the process when the world cannot be made. */
void world_make(struct world *world);
void world_free(struct world *world);

/* A vector as it is played: its octets, end in NUL, and the options that stand behind the name of the feed.
 */
struct vector {
    const char *path, *options;
    char *octets;
    size_t length;
};
/* A file of this folder; the octets are free()d by the caller. */
struct vector vector_read(const char *path, const char *options);
/* The value of an option as text in `out`, or NULL; as a number, or 0. */
const char *option_text(const struct vector *vector, const char *name, char out[128]);
long option_number(const struct vector *vector, const char *name);

struct outcome {
    toegang_status status;
    toegang_report report;
    bool somebody; /* something came out: an identity, a permit, a sign-out */
};
typedef struct outcome feed(const struct world *world, const struct vector *vector);
/* NULL: no feed of that name. */
feed *feed_named(const char *name);

feed feed_saml, feed_decide;
feed feed_redirect, feed_post, feed_metadata, feed_session, feed_written, feed_paths;
feed feed_once, feed_twice, feed_twice_logout, feed_each, feed_flood;
feed feed_id, feed_access, feed_logout, feed_keys, feed_secret, feed_refreshes;

#endif
