/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the PostgreSQL directory share. doc/directories.md says what it is for its users. */
#ifndef TG_DIRECTORY_DIRECTORY_POSTGRESQL_H
#define TG_DIRECTORY_DIRECTORY_POSTGRESQL_H

#include <stdatomic.h>

#include "base/text.h"
#include "directory/directory.h"
#include "directory/field.h"
#include "postgresql.h"
#include "sql.h"
#include "turns.h"

#define TG_POSTGRESQL_SCHEMA 2 /* the version that this library needs */
#define TG_POSTGRESQL_LINKS 4  /* connections for questions, where none are asked */
#define TG_POSTGRESQL_LINKS_MAX 32
#define TG_POSTGRESQL_QUERY_MAX 65536    /* octets of a query of one's own */
#define TG_POSTGRESQL_LINE_MAX (1 << 20) /* octets of a line of the trail */
#define TG_POSTGRESQL_LOCK "8445635"     /* of the database: whoever changes anything holds it */
#define TG_POSTGRESQL_CHANNEL "toegang_change"

/* ---- the schema: postgresql_schema.c ---- */

extern const char tg_postgresql_version_text[]; /* asks for the version; fails where none is */
/* GOOD only for the version that we need; NULL or an error: there is none, or no answer. */
toegang_status tg_postgresql_schema_check(const PGresult *answer, toegang_report *report);
toegang_status tg_postgresql_migrate(void *self, toegang_report *report);

/* ---- what a question says: postgresql_shape.c ---- */

/* Register; holder, organisation, e-counter, or none of it. */
#define TG_POSTGRESQL_SHAPES (TOEGANG_REGISTERS << 3)
/* A name is made of the text: another text never has it. */
struct tg_shape {
    char whole[640], whole_name[32]; /* the age and the rows in one; not of a replica */
    char rows[448], rows_name[32];   /* the rows alone */
};
void tg_shapes_write(struct tg_shape shapes[TG_POSTGRESQL_SHAPES]);

/* The values for the statement of its shape. Borrows the question. */
struct tg_asked_values {
    unsigned shape;
    int count;
    const char *at[4];
    char holder[12], organisation[TOEGANG_ORGANISATION_KEY_MAX];
};
void tg_asked_values(struct tg_asked_values *values, const toegang_directory_question *question);
/* "toegang_0123456789abcdef" */
void tg_postgresql_name(const char *text, char out[32]);

/* ---- connections: postgresql_pool.c ---- */

/* Numbers of the statements that a connection prepares once. */
enum tg_number {
    TG_NUMBER_NONE,
    TG_NUMBER_AGE,
    TG_NUMBER_QUERY,
    TG_NUMBER_WHOLE,
    TG_NUMBER_ROWS = TG_NUMBER_WHOLE + TG_POSTGRESQL_SHAPES,
    TG_NUMBERS = TG_NUMBER_ROWS + TG_POSTGRESQL_SHAPES
};

enum tg_wanted { TG_WANTS_ANY, TG_WANTS_STANDBY, TG_WANTS_PRIMARY };

struct tg_pg_link {
    PGconn *connection; /* NULL: none yet, or lost */
    bool prepared[TG_NUMBERS];
    bool checked;    /* the schema is the one that we need */
    bool warned;     /* the server said a warning */
    bool is_replica; /* or was, when it was asked last */
};

struct tg_pool {
    enum tg_wanted wanted; /* of several hosts */
    unsigned count;
    struct tg_pg_link *links;
    struct tg_turns turns;
    atomic_uint host; /* that was the wanted one */
    atomic_bool
        unprepared; /* a pooler stands between: what is prepared on one way is not there on the next */
};

struct tg_named; /* a query of one's own */

struct tg_postgresql {
    struct tg_hosts hosts;
    int64_t patience;
    bool allow_test_numbers, notify;
    const struct tg_named *query; /* NULL: our schema */
    struct tg_shape shapes[TG_POSTGRESQL_SHAPES];
    char age_name[32], query_name[32];
    struct tg_pool questions, changes, ear;
    struct tg_pool fresh;         /* only of several hosts */
    struct tg_deadline ear_pause; /* until it is over, nobody tries to hear again; under the ear's turn */
    atomic_bool hears;            /* a connection listens, as far as is known; changed under the ear's turn */
    _Atomic(uint64_t) generation;
    _Atomic(uint64_t) unheard; /* numbers that were given while nothing could be heard */
};

/* What this thread asks. */
struct tg_asking {
    struct tg_postgresql *server;
    struct tg_pool *pool;
    struct tg_pg_link *link;
    int turn;
    struct tg_deadline deadline;
    toegang_report *report;
};

bool tg_pool_new(struct tg_pool *pool, struct tg_arena *arena, enum tg_wanted wanted, unsigned count);
void tg_pool_end(struct tg_pool *pool);
/* Where a question is asked: of the primary where it must be fresh. */
struct tg_pool *tg_postgresql_pool(struct tg_postgresql *server, bool is_fresh);
/* The patience of a call: its own where it has one, else the directory's. */
struct tg_deadline tg_postgresql_deadline(const struct tg_postgresql *server, int64_t patience_ms);
/* Takes a turn, which tg_asking_end gives back. */
toegang_status tg_asking_begin(struct tg_asking *asking);
void tg_asking_end(struct tg_asking *asking);
/* Makes the connection anew where it does not stand any more. */
toegang_status tg_asking_connect(const struct tg_asking *asking);
/* It is good for nothing any more. */
void tg_asking_lose(const struct tg_asking *asking);
/* GOOD only for the schema that we need. Within a transaction that of the transaction. */
toegang_status tg_asking_schema(const struct tg_asking *asking);
/* The last answer of tg_postgresql_ask; NULL, with a report, when it is not good. A connection that gave none
 * is lost. */
PGresult *tg_asking_ask(const struct tg_asking *asking, const char *text, int count,
                        const char *const *values);
/* The report for an answer that is not good, or none. */
toegang_status tg_postgresql_fault(const PGresult *answer, struct tg_deadline deadline,
                                   toegang_report *report);
/* Whether the state of an answer that is not good begins so: "40", "57P01". */
bool tg_postgresql_state(const PGresult *answer, const char *begin);
/* Whether the connection was lost with the answer, or the server is about to close it. */
bool tg_postgresql_lost(const PGresult *answer);

/* ---- rows: postgresql_row.c ---- */

/* The columns of a row, in this order, kind before them. */
#define TG_POSTGRESQL_COLUMNS \
    "holder, organisation, held_by, eloket, code, context, from_at, until_at, granted_at, granted_by, " \
    "granted_as," \
    " source"
#define TG_POSTGRESQL_VALUES 13

/* Rows of one table to facts. The fact that lies here is the next one that the sink borrows. */
struct tg_pg_rows {
    const struct tg_postgresql *server;
    toegang_register reg;
    int first; /* column */
    toegang_time as_of;
    toegang_fact fact;
    char source[TG_FACT_TEXT_MAX + 1];
};
/* A row of id, kind and the columns above; UNAVAILABLE (directory.row) when it is no fact. */
toegang_status tg_pg_rows_read(struct tg_pg_rows *rows, const PGresult *answer, int row,
                               toegang_report *report);
/* A whole number in text; false when it is none. */
bool tg_postgresql_integer(const PGresult *answer, int row, int column, int64_t *out);
toegang_status tg_postgresql_bad_row(const toegang_report *fault, toegang_report *report);

/* A fact as values of a statement, in the order above. Borrows the fact. */
struct tg_pg_values {
    const char *at[TG_POSTGRESQL_VALUES];
    char holder[12], granted_by[12], from[24], until[24], granted_at[24];
    char organisation[TOEGANG_ORGANISATION_KEY_MAX], held_by[TOEGANG_ORGANISATION_KEY_MAX];
};
void tg_pg_values(struct tg_pg_values *values, const toegang_fact *fact);
void tg_postgresql_holder(const toegang_rrn *rrn, char out[12]);

/* ---- a question: postgresql_asked.c ---- */

#define TG_PIECES_MAX 5
enum tg_where { TG_ANYWHERE, TG_NOT_ON_REPLICA, TG_ON_REPLICA };
struct tg_piece {
    const char *text, *name;
    unsigned number; /* tg_number; NONE: never prepared */
    int count;
    const char *const *values;
    enum tg_where where;
};
/* Pieces that go together, with an answer each, NULL where it was not for that host. */
struct tg_question {
    struct tg_piece pieces[TG_PIECES_MAX];
    PGresult *answers[TG_PIECES_MAX];
    unsigned count;
};
void tg_question_add(struct tg_question *question, struct tg_piece piece);
/*
 * GOOD: every piece that was asked has its good answer, until tg_question_forget. An answer of a piece that
 * is not for a replica begins with whether it is one.
 */
toegang_status tg_question_ask(struct tg_asking *asking, struct tg_question *question);
void tg_question_forget(struct tg_question *question);

/* ---- how old an answer is: postgresql_age.c ---- */

extern const char tg_postgresql_now_text[]; /* whether it is a replica, and its age */
extern const char tg_postgresql_age_text[]; /* the same, and the age of the register $1 */
/* UNAVAILABLE (directory.stale): older than the question allows, or a replica's where it asks for none. */
toegang_status tg_postgresql_age(const PGresult *answer, const toegang_directory_question *question,
                                 toegang_time *out, toegang_report *report);
toegang_status tg_postgresql_stale(toegang_time age, const toegang_directory_question *question,
                                   toegang_report *report);

/* ---- a query of one's own: postgresql_named.c, postgresql_mapped.c, postgresql_moment.c ---- */

enum tg_parameter {
    TG_PARAMETER_HOLDER,
    TG_PARAMETER_ORGANISATION,
    TG_PARAMETER_ELOKET,
    TG_PARAMETER_REGISTER,
    TG_PARAMETER_KIND
};
#define TG_PARAMETERS 5
struct tg_named {
    const char *text; /* with $1 … in the place of :holder … */
    int count;
    enum tg_parameter parameters[TG_PARAMETERS]; /* which one $1, $2, … is */
};
/* CONFIGURATION (directory.settings): an unknown parameter, one of PostgreSQL's own form, or too long. */
toegang_status tg_named_read(const char *query, struct tg_arena *arena, struct tg_named *out,
                             toegang_report *report);
/* A date or timestamp as PostgreSQL writes it (DateStyle ISO), or a form of our files. */
bool tg_postgresql_moment(struct tg_span text, bool is_until, toegang_time *out);
toegang_status tg_postgresql_mapped(void *self, const toegang_directory_question *question,
                                    toegang_fact_sink *sink, void *context, toegang_report *report);

/* ---- what the class does ---- */

toegang_status tg_postgresql_read(void *self, const toegang_directory_question *question,
                                  toegang_fact_sink *sink, void *context, toegang_report *report);
toegang_status tg_postgresql_scan(void *self, toegang_register reg, toegang_fact_sink *sink, void *context,
                                  toegang_report *report);
toegang_status tg_postgresql_trail(void *self, toegang_line_sink *sink, void *context,
                                   toegang_report *report);
toegang_status tg_postgresql_write(void *self, int64_t patience_ms, toegang_change_body *body, void *context,
                                   toegang_report *report);
toegang_status tg_postgresql_load(void *self, const toegang_load *load, toegang_report *report);
toegang_status tg_postgresql_load_organisations(void *self, const toegang_load *load, toegang_report *report);
toegang_status tg_postgresql_organisation(void *self, const toegang_organisation *key, toegang_known_sink *sink,
                                          void *context, toegang_report *report);
toegang_status tg_postgresql_describe(void *self, int64_t patience_ms, toegang_detail_sink *sink,
                                      void *context, toegang_report *report);
uint64_t tg_postgresql_generation(void *self);
/* Hears again where it does not, as far as that costs no question its time. */
void tg_postgresql_hear(struct tg_postgresql *server, struct tg_deadline deadline);

/* A change: postgresql_write.c. */
struct tg_pg_change {
    struct tg_asking asking;
    struct tg_arena arena;
    bool wrote;       /* there is something to keep */
    bool again;       /* another attempt may do what this one could not */
    const char *line; /* the last one that was added to the trail; NULL: none */
    char number[24];  /* and its number */
};
/* Begins the transaction, alone among changes. */
toegang_status tg_pg_change_begin(struct tg_pg_change *change);
void tg_pg_change_undo(struct tg_pg_change *change);
/* A statement in it; NULL with a report when it was not good. */
PGresult *tg_pg_change_ask(struct tg_pg_change *change, const char *text, int count,
                           const char *const *values);
/* What its body may do: postgresql_put.c. */
toegang_status tg_pg_put(void *state, toegang_register reg, const toegang_fact *before,
                         const toegang_fact *after, toegang_report *report);
toegang_status tg_pg_last(void *state, toegang_line_sink *sink, void *context, toegang_report *report);
toegang_status tg_pg_append(void *state, const char *line, size_t length, toegang_report *report);
/* Makes it durable, or finds out whether it is: postgresql_commit.c. */
toegang_status tg_pg_change_commit(struct tg_pg_change *change);
/* Runs a body in a transaction that is kept when it ends well, again after a conflict. */
toegang_status tg_postgresql_change(struct tg_postgresql *server, struct tg_deadline deadline,
                                    toegang_change_body *body, void *context, toegang_report *report);

#endif
