/* SPDX-License-Identifier: Apache-2.0 */
/* Work that waits, on a thread of the pool; the event loop goes on meanwhile. */
#include "ngx_http_toegang_module.h"

/* Longer than any patience. A worker that is asked to stop waits only for what has a timer. */
#define WATCH_MS 120000

/*
 * nginx counts in eight bits what a request with all its subrequests waits for, and may free it at zero. Half
 * of that is left to the files that nginx itself may wait for.
 */
#define AT_ONCE 128

struct job {
    ngx_http_request_t *request;
    toegang_nginx_work *work;
    toegang_nginx_done *done;
    void *data;
};

/* On the thread. */
static void run(void *data, ngx_log_t *log)
{
    const struct job *job = data;
    (void)log;
    job->work(job->data);
}

/* Ended meanwhile. Since 1.25.4 nginx says so of a request as a whole, whichever subrequest waited here. */
static int is_over(const ngx_http_request_t *r)
{
#if (nginx_version >= 1025004)
    if (r->main->terminated) return 1;
#endif
    return r->done;
}

/* The phases go on; or the end of the request goes on, which waited for this work. */
static void go_on(ngx_http_request_t *r)
{
    ngx_connection_t *c = r->connection;
#if (NGX_HTTP_V2)
    if (r->stream) { /* what is written now is to reach the connection that the streams share */
        c->write->ready = 1;
        c->write->active = 0;
    }
#endif
    if (is_over(r)) {
        c->write->handler(c->write);
        return;
    }
    r->write_event_handler(r);
    ngx_http_run_posted_requests(c);
}

/* Back in the event loop. When the timer runs out the work is not over: it still uses our memory. */
static void finished(ngx_event_t *event)
{
    struct job *job = event->data;
    ngx_http_request_t *r = job->request;
    ngx_http_set_log_request(r->connection->log, r);
    if (event->timedout) {
        ngx_log_error(NGX_LOG_ALERT, r->connection->log, 0, "toegang: a question takes very long");
        event->timedout = 0;
        return;
    }
    if (event->timer_set) ngx_del_timer(event);
    toegang_nginx_context *context = toegang_nginx_context_of(r);
    if (context) context->waiting = 0;
    r->main->blocked--;
    r->aio = 0;
    if (job->done) job->done(r, job->data);
    go_on(r);
}

ngx_int_t toegang_nginx_task(ngx_http_request_t *r, const toegang_nginx_location *location,
                             toegang_nginx_work *work, toegang_nginx_done *done, void *data)
{
    if (r->main->blocked >= AT_ONCE) return NGX_HTTP_SERVICE_UNAVAILABLE;
    toegang_nginx_context *context = toegang_nginx_context_make(r);
    ngx_thread_task_t *task = ngx_thread_task_alloc(r->pool, sizeof(struct job));
    if (!context || !task) return NGX_ERROR;
    *(struct job *)task->ctx = (struct job){r, work, done, data};
    task->handler = run;
    task->event.data = task->ctx;
    task->event.handler = finished;
    task->event.log = r->connection->log;
    if (ngx_thread_task_post(location->pool, task) != NGX_OK) return NGX_HTTP_SERVICE_UNAVAILABLE;
    ngx_add_timer(&task->event, WATCH_MS);
    context->waiting = 1;
    r->main->blocked++;
    r->aio = 1;
    return NGX_DONE;
}
