/* SPDX-License-Identifier: Apache-2.0 */
/* Hearing of changes by other processes: a connection that listens, and is looked at without waiting. */
#include "directory_postgresql.h"

#define LOOK 2     /* milliseconds that a look waits for another thread's */
#define PAUSE 1000 /* milliseconds between two attempts to hear again */
#define UNHEARD (1ULL << 63)

/* A number that nobody had and nobody gets again: what is kept under it is never found. */
static uint64_t number_of_nobody(struct tg_postgresql *server)
{
    return UNHEARD | atomic_fetch_add(&server->unheard, 1);
}

/* Whether it still listens, with all that has come noted. A server that is going says so before it closes. */
static bool look(struct tg_postgresql *server, struct tg_pg_link *link)
{
    PGnotify *heard;
    if (!link->checked) return false;
    bool stands = PQconsumeInput(link->connection) == 1;
    while ((heard = PQnotifies(link->connection))) {
        PQfreemem(heard);
        atomic_fetch_add(&server->generation, 1);
    }
    return stands && PQstatus(link->connection) == CONNECTION_OK && !link->warned;
}

static void forget(struct tg_pg_link *link)
{
    PQfinish(link->connection);
    *link = (struct tg_pg_link){.connection = NULL};
}

uint64_t tg_postgresql_generation(void *self)
{
    struct tg_postgresql *server = self;
    if (!server->notify) return atomic_load(&server->generation);
    /* Who connects keeps the turn as long as that takes, and this may be asked by one who must not wait. */
    if (!atomic_load(&server->hears)) return number_of_nobody(server);
    int turn = tg_turns_take(&server->ear.turns, tg_deadline_in(LOOK));
    if (turn < 0) return number_of_nobody(server);
    struct tg_pg_link *link = &server->ear.links[turn];
    bool listens = look(server, link);
    atomic_store(&server->hears, listens);
    if (!listens && link->connection) forget(link);
    tg_turns_give(&server->ear.turns, turn);
    return listens ? atomic_load(&server->generation) : number_of_nobody(server);
}

/*
 * A replica lets nobody listen. A pooler does, and gives what comes to somebody else: it shows by a process
 * that is not the one of our connection.
 */
static bool listens(const struct tg_asking *asking)
{
    int64_t process = 0;
    PGresult *answer =
        tg_asking_ask(asking, "LISTEN " TG_POSTGRESQL_CHANNEL "; SELECT pg_backend_pid()", 0, NULL);
    bool is_direct = answer && PQntuples(answer) == 1 && tg_postgresql_integer(answer, 0, 0, &process) &&
                     process == PQbackendPID(asking->link->connection);
    PQclear(answer);
    return is_direct;
}

static void listen_again(const struct tg_asking *asking)
{
    if (tg_asking_connect(asking) != TOEGANG_GOOD) return;
    asking->link->checked = listens(asking);
    if (asking->link->checked)
        atomic_fetch_add(&asking->server->generation, 1);
    else
        tg_asking_lose(asking);
    atomic_store(&asking->server->hears, asking->link->checked);
}

void tg_postgresql_hear(struct tg_postgresql *server, struct tg_deadline deadline)
{
    toegang_report nobody = {0};
    struct tg_asking asking = {.server = server,
                               .pool = &server->ear,
                               .deadline = tg_deadline_in(tg_deadline_left(deadline) / 4),
                               .report = &nobody};
    if (!server->notify) return;
    asking.turn = tg_turns_take(&server->ear.turns, tg_deadline_in(0));
    if (asking.turn < 0) return;
    asking.link = &server->ear.links[asking.turn];
    if (!asking.link->checked && tg_deadline_left(server->ear_pause) == 0) {
        listen_again(&asking);
        server->ear_pause = tg_deadline_in(PAUSE);
    }
    tg_asking_end(&asking);
}
