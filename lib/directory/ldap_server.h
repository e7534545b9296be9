/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the LDAP directory share. */
#ifndef TG_DIRECTORY_LDAP_SERVER_H
#define TG_DIRECTORY_LDAP_SERVER_H

#include <ldap.h>

#include "directory/field.h"
#include "turns.h"

#define TG_LDAP_KINDS (TOEGANG_FACT_SUSPENSION + 1)
#define TG_LDAP_FIELDS 16      /* of a kind, at most */
#define TG_LDAP_CONNECTIONS 32 /* at most */
#define TG_LDAP_PAGE 100       /* entries that are asked for at a time: below what servers give at once */
#define TG_LDAP_MESSAGE_MAX ((ber_len_t)1 << 20) /* octets of one message from the server */

/* A field of a fact, and where it stands. */
struct tg_ldap_place {
    const struct tg_field *field;
    const char *attribute, *rdn, *value;
    bool may_repeat;
};

struct tg_ldap_kind {
    const char *filter;
    bool is_ours; /* finds what fits the question, and nothing else */
    struct tg_ldap_place places[TG_LDAP_FIELDS];
    size_t count;
    const char *attributes[TG_LDAP_FIELDS + 2]; /* what is asked for, NULL at the end */
};

/* Settings that are found good; all texts lie in the arena of the directory. */
struct tg_ldap_server {
    const char *address, *scheme,
        *host; /* "ldaps://host:port"; host: a name, a number, or the path of a socket */
    int port;
    bool has_tls, starts_tls;
    const char *base, *bind, *password, *authorities;
    int scope;
    int64_t patience;
    unsigned connections, rrn_options;
    struct tg_ldap_kind kinds[TG_LDAP_KINDS];
};

/* Copies the settings into the arena. CONFIGURATION: directory.settings, directory.query. */
toegang_status tg_ldap_settings(const char *url, const toegang_ldap_settings *settings,
                                struct tg_arena *arena, struct tg_ldap_server *out, toegang_report *report);
/* Its part about the kinds of facts. */
toegang_status tg_ldap_kinds(const toegang_ldap_settings *settings, struct tg_arena *arena,
                             struct tg_ldap_server *out, toegang_report *report);
/* A copy, or NULL for NULL; *room becomes false when memory is at its end. */
const char *tg_ldap_copied(struct tg_arena *arena, const char *text, bool *room);
/* Absent, or at most 2048 octets. */
bool tg_ldap_is_short(const char *text);
bool tg_ldap_is_one_of(const char *text, const char *const *words);
/* What our own schema has for a kind. */
toegang_ldap_kind tg_ldap_schema(toegang_fact_kind kind);

/* ---- a connection; stays where it is while it is open, and zero is a good closed one ---- */

struct tg_ldap {
    LDAP *handle; /* NULL: closed */
    int socket;
    struct tg_deadline deadline; /* of the question that is asked now: no wait goes beyond it */
    Sockbuf_IO wire;             /* how libldap reads and writes: by our functions */
};

/* A socket that is connected, -1: none in time. */
int tg_ldap_dial(const struct tg_ldap_server *server, struct tg_deadline deadline);
void tg_ldap_hang_up(struct tg_ldap *ldap);
/* Puts ours in the place of what reads and writes for the handle; false when memory is at its end. */
bool tg_ldap_attach(struct tg_ldap *ldap);

/* With the deadline set: connected, encrypted as is asked, and bound; or UNAVAILABLE with the reason. */
toegang_status tg_ldap_connect(struct tg_ldap *ldap, const struct tg_ldap_server *server,
                               toegang_report *report);
void tg_ldap_close(struct tg_ldap *ldap);
/* One message of an answer; NULL when it does not come in time or the connection is lost. */
LDAPMessage *tg_ldap_next(struct tg_ldap *ldap, int number);
/* UNAVAILABLE: the server's result code; libldap's own, below 0, is a lost connection, or that time is over.
 */
toegang_status tg_ldap_failed(const struct tg_ldap *ldap, int code, const char *check,
                              toegang_report *report);

/* ---- an entry ---- */

struct tg_ldap_reading {
    const struct tg_ldap_server *server;
    const toegang_directory_question *question;
    const struct tg_ldap_kind *kind;
    toegang_fact_sink *sink;
    void *context;
    toegang_report *report;
    size_t pushed, entries;
};

/* Pushes the facts of an entry that fit the question. UNAVAILABLE: directory.row, directory.stale; or the
 * sink's status. */
toegang_status tg_ldap_entry(struct tg_ldap_reading *reading, LDAP *handle, LDAPMessage *entry);

/* Searches, with a connection of this question's turn and its deadline set; one that is not there is made. */
toegang_status tg_ldap_ask(struct tg_ldap *ldap, const struct tg_ldap_reading *reading);

#endif
