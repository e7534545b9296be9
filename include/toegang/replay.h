/* SPDX-License-Identifier: Apache-2.0 */
/* What may be used once: the ids of assertions and tokens, remembered until they would be refused anyway. */
#ifndef TOEGANG_REPLAY_H
#define TOEGANG_REPLAY_H

#include <toegang/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Remembers what was used. Those of the library may be shared between threads. */
typedef struct toegang_replay toegang_replay;

/* Flags of a class. */
enum {
    TOEGANG_REPLAY_CONCURRENT = 1 /* use may be called by several threads at once */
};

/*
 * A store of one's own. size is sizeof of the struct that it was compiled with: members are only ever added at the
 * end. Where CONCURRENT is absent the library's caller uses the store from one thread at a time.
 */
typedef struct toegang_replay_class {
    uint32_t size;
    uint32_t flags;
    const char *name; /* for reports: "memory" */
    /*
     * Notes the key until that instant, unless it is noted already: one step for all users of the store. key is 64
     * lower-case hexadecimal digits and NUL, and until lies after at.
     *   GOOD         it was not there, and is now; what is noted survives the end of this process where the store does.
     *   REFUSED      it was there, and its until has not passed at `at`. Check "replay.used".
     *   UNAVAILABLE  that could not be known. Nothing counts as noted, and the caller refuses.
     * report is never NULL here; any other status, or one that the report does not bear out, becomes UNAVAILABLE
     * (replay.status).
     */
    toegang_status (*use)(void *self, const char *key, toegang_time until, toegang_time at, toegang_report *report);
    void (*close)(void *self); /* NULL: nothing to close */
} toegang_replay_class;

/*
 * A memory from a class and its state. Takes self on GOOD and calls close once; the class must outlive it. MISUSE:
 * size too small, no name, no use, an unknown flag.
 */
TOEGANG_CHECKED toegang_status toegang_replay_new(const toegang_replay_class *class_, void *self, toegang_replay **out,
                                                  toegang_report *report);

/*
 * In this process alone: for one process that signs people in. Room for `most` entries (0: 100 000; at most
 * 10 000 000), some 60 octets each, taken at once. What has ended makes room; when all of it still counts a new key is
 * UNAVAILABLE (replay.full), never forgotten early.
 */
TOEGANG_CHECKED toegang_status toegang_replay_memory_new(size_t most, toegang_replay **out, toegang_report *report);

/* How long a store outside the process may take: 0 is 2000 milliseconds, and 60 000 is the most. */
#define TOEGANG_REPLAY_PATIENCE_MAX 60000

/*
 * In a SQLite file, shared by the processes of one host; made when it is absent, with its table toegang_replay(key,
 * until). Not on a network file system. The file is opened and closed to see that it can serve; each process opens
 * it again at its first use, so that a store may be made before fork. CONFIGURATION: replay.store (the path),
 * replay.adapter (SQLite is not compiled in). UNAVAILABLE: replay.unavailable.
 */
TOEGANG_CHECKED toegang_status toegang_replay_sqlite_open(const char *path, int64_t patience_ms, toegang_replay **out,
                                                          toegang_report *report);

/*
 * In PostgreSQL, shared by hosts; its table toegang_replay(key, until) is made when it is absent. conninfo is libpq's
 * (a list of key=value, or a URI) and names host, user and dbname itself: neither environment nor home folder adds
 * anything. Over a network sslmode is verify-full unless it says otherwise, and then sslrootcert must be named.
 * Connects at the first use, so that a store may be made before fork and while the server is down. CONFIGURATION:
 * replay.store (the conninfo), replay.adapter (PostgreSQL is not compiled in).
 */
TOEGANG_CHECKED toegang_status toegang_replay_postgresql_open(const char *conninfo, int64_t patience_ms,
                                                              toegang_replay **out, toegang_report *report);

/*
 * GOOD: this key was not used before, and counts as used until that instant. REFUSED: it was used (replay.used).
 * Anything else: not known, the caller refuses. MISUSE: the key is not 64 lower-case hexadecimal digits, or until
 * does not lie after at. The same key comes with the same until each time.
 */
TOEGANG_CHECKED toegang_status toegang_replay_use(toegang_replay *replay, const char *key, toegang_time until,
                                                  toegang_time at, toegang_report *report);

/*
 * The same with an issuer and an id that is unique with him, as toegang_identity_issuer and
 * toegang_identity_assertion_id give them, or those of a logout; until as toegang_identity_until. To be called when all
 * else is found good, so that what is forged notes nothing. MISUSE without a memory, issuer or id.
 */
TOEGANG_CHECKED toegang_status toegang_use_once(toegang_replay *replay, const char *issuer, const char *id,
                                                toegang_time until, toegang_time at, toegang_report *report);

/* NULL is nothing. */
TOEGANG_API void toegang_replay_free(toegang_replay *replay);

#ifdef __cplusplus
}
#endif
#endif
