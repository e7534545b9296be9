/* SPDX-License-Identifier: Apache-2.0 */
/* Threads that answer, each request by one of them, in the order in which they came. */
#include <stdlib.h>

#include "serve.h"

/* NULL: it ends. */
static struct request *next_request(struct pool *pool)
{
    pthread_mutex_lock(&pool->mutex);
    while (!pool->first && !pool->ends) pthread_cond_wait(&pool->work, &pool->mutex);
    struct request *request = pool->first;
    if (request) {
        pool->first = request->next;
        if (!pool->first) pool->last = &pool->first;
    }
    pthread_mutex_unlock(&pool->mutex);
    return request;
}

static void leave(struct pool *pool)
{
    pthread_mutex_lock(&pool->mutex);
    pool->inside--;
    pthread_mutex_unlock(&pool->mutex);
}

static void *work(void *context)
{
    struct pool *pool = context;
    for (struct request *request; (request = next_request(pool));) {
        endpoints[request->endpoint].run(request);
        if (endpoints[request->endpoint].place == PLACE_POOL) log_answer(request);
        leave(pool);
        loop_done(pool->server, request);
    }
    return NULL;
}

bool pool_start(struct pool *pool, struct server *server, size_t threads, size_t queue)
{
    *pool =
        (struct pool){.most = threads + queue, .server = server, .ids = calloc(threads, sizeof(pthread_t))};
    pool->last = &pool->first;
    if (!pool->ids || pthread_mutex_init(&pool->mutex, NULL) != 0) return false;
    if (pthread_cond_init(&pool->work, NULL) != 0) return false;
    while (pool->threads < threads && pthread_create(&pool->ids[pool->threads], NULL, work, pool) == 0)
        pool->threads++;
    return pool->threads == threads;
}

bool pool_ask(struct pool *pool, struct request *request)
{
    pthread_mutex_lock(&pool->mutex);
    bool has_room = pool->inside < pool->most;
    if (has_room) {
        request->next = NULL;
        *pool->last = request;
        pool->last = &request->next;
        pool->inside++;
        pthread_cond_signal(&pool->work);
    }
    pthread_mutex_unlock(&pool->mutex);
    return has_room;
}

size_t pool_inside(struct pool *pool)
{
    pthread_mutex_lock(&pool->mutex);
    size_t inside = pool->inside;
    pthread_mutex_unlock(&pool->mutex);
    return inside;
}

void pool_end(struct pool *pool)
{
    pthread_mutex_lock(&pool->mutex);
    pool->ends = true;
    pool->first = NULL; /* whoever still waits was given up */
    pthread_cond_broadcast(&pool->work);
    pthread_mutex_unlock(&pool->mutex);
    for (size_t i = 0; i < pool->threads; i++) pthread_join(pool->ids[i], NULL);
    pthread_cond_destroy(&pool->work);
    pthread_mutex_destroy(&pool->mutex);
    free(pool->ids);
}
