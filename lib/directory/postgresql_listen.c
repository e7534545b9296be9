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

/* Whether it still listens, with all that has come noted. */
static bool look(struct tg_postgresql *server, struct tg_pg_link *link)
{
    PGnotify *heard;
    if (!link->checked) return false;
    bool stands = PQconsumeInput(link->connection) == 1 && PQstatus(link->connection) == CONNECTION_OK;
    while ((heard = PQnotifies(link->connection))) {
        PQfreemem(heard);
        atomic_fetch_add(&server->generation, 1);
    }
    return stands;
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
    int turn = tg_turns_take(&server->ear.turns, tg_deadline_in(LOOK));
    if (turn < 0) return number_of_nobody(server);
    struct tg_pg_link *link = &server->ear.links[turn];
    bool listens = look(server, link);
    if (!listens && link->connection) forget(link);
    tg_turns_give(&server->ear.turns, turn);
    return listens ? atomic_load(&server->generation) : number_of_nobody(server);
}

/* A replica lets nobody listen. */
static void listen_again(const struct tg_asking *asking)
{
    if (tg_asking_connect(asking) != TOEGANG_GOOD) return;
    PGresult *answer = tg_asking_ask(asking, "LISTEN " TG_POSTGRESQL_CHANNEL, 0, NULL);
    asking->link->checked = answer != NULL;
    PQclear(answer);
    if (asking->link->checked) atomic_fetch_add(&asking->server->generation, 1);
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
