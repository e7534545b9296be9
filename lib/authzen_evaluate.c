/* SPDX-License-Identifier: Apache-2.0 */
/* Access evaluation, of one and of many (AuthZEN 1.0, 6 and 7). */
#include "authzen.h"
#include "base/report.h"
#include "base/text.h"
#include "check.h"
#include "directory/check.h"

/* How many evaluations a patience is divided over at once: all of them would leave the first ones nothing. */
#define LEFT_MOST 6
/* How every decision but a permit begins in JSON (lib/decision/json.c). */
#define NO "{\"decision\":false,\"context\":{"

/* ---- writing ---- */

/* 7.2.1: what could not be decided says so in its context, beside what a decision always says there. */
static bool add_error(struct tg_grown *out, enum tg_authzen_status status, const char *message)
{
    char number[32];
    struct tg_text text = tg_text_of(number, sizeof number);
    tg_text_addf(&text, "%d", (int)status);
    return tg_grown_add(out, TG_SPAN(NO "\"error\":{\"status\":")) && tg_grown_add(out, tg_span_of(number)) &&
           tg_grown_add(out, TG_SPAN(",\"message\":")) && tg_grown_json(out, message) &&
           tg_grown_add(out, TG_SPAN("},"));
}

/* An error begins the answer itself, so that the beginning of the decision is left out. */
static toegang_status write_decision(struct tg_authzen *request, const toegang_decision *decision,
                                     enum tg_authzen_status status, const char *message)
{
    size_t length = toegang_decision_json(decision, NULL, 0);
    bool error = status != TG_AUTHZEN_GOOD;
    if (error && !add_error(&request->out, status, message)) return tg_authzen_full(request);
    char *room = tg_grown_room(&request->out, length);
    if (!room) return tg_authzen_full(request);
    (void)toegang_decision_json(decision, room, length + 1);
    size_t skipped = error ? sizeof NO - 1 : 0;
    memmove(room, room + skipped, length - skipped);
    request->out.length += length - skipped;
    return TOEGANG_GOOD;
}

static void note(struct tg_authzen *request, const toegang_decision *decision)
{
    struct tg_text check = tg_text_of(request->check, sizeof request->check);
    request->counts[toegang_decision_outcome(decision)]++;
    tg_text_add(&check, toegang_decision_check(decision));
}

/* A report as a decision that could not be taken, with the message that a request by itself would get. */
static toegang_status write_fault(struct tg_authzen *request, enum tg_authzen_status status)
{
    toegang_decision *decision = NULL;
    toegang_report why = *request->report;
    char message[TG_AUTHZEN_MESSAGE];
    tg_authzen_message(request, message);
    why.status = TOEGANG_MISUSE;
    *request->report = (toegang_report){0};
    toegang_status made = toegang_decision_refusal(&why, &decision, request->report);
    if (made != TOEGANG_GOOD) return made;
    made = write_decision(request, decision, status, message);
    if (made == TOEGANG_GOOD) note(request, decision);
    toegang_decision_free(decision);
    return made;
}

/* ---- deciding ---- */

/* Whatever a decision tells stands in it: the report is for where there is none. */
static toegang_status ask(struct tg_authzen *request, toegang_question *question, size_t left,
                          toegang_decision **out)
{
    toegang_report told = {0};
    question->size = sizeof *question;
    question->at = request->asked->at;
    if (tg_deadline_share(request->deadline, left < LEFT_MOST ? left : LEFT_MOST, &question->patience_ms)) {
        toegang_status status = toegang_check(request->all, question, out, &told);
        if (*out) return TOEGANG_GOOD;
        (void)tg_report_pass(request->report, &told);
        return status;
    }
    return tg_report(request->report, TOEGANG_UNAVAILABLE, CHECK_DIRECTORY_TIME_OUT, "an answer in time",
                     TG_SPAN("none in time"));
}

static toegang_status decide(struct tg_authzen *request, const struct tg_tuple *tuple, size_t left,
                             toegang_decision **out)
{
    struct tg_authzen_who who;
    struct tg_authzen_what what;
    toegang_identity *identity = NULL;
    toegang_status status = tg_authzen_who(request, tuple, &who);
    if (status == TOEGANG_GOOD) status = tg_authzen_what(request, tuple, &what);
    if (status == TOEGANG_GOOD) status = tg_authzen_identity(request, &who, &identity);
    if (status != TOEGANG_GOOD) return status;
    toegang_question question = {.identity = identity,
                                 .organisation = what.organisation,
                                 .eloket = what.eloket,
                                 .right = tg_authzen_right(request, what.eloket, tuple->action_name),
                                 .context = what.context};
    status = ask(request, &question, left, out);
    toegang_identity_free(identity);
    return status;
}

/* GOOD: a decision was written. Otherwise the report says why there is none. */
static toegang_status evaluate(struct tg_authzen *request, const struct tg_json *own, size_t left,
                               bool *permit)
{
    struct tg_tuple tuple;
    toegang_decision *decision = NULL;
    toegang_status status = tg_tuple_read(request, own, &tuple);
    if (status == TOEGANG_GOOD) status = decide(request, &tuple, left, &decision);
    if (status != TOEGANG_GOOD) return status;
    toegang_outcome outcome = toegang_decision_outcome(decision);
    status = write_decision(request, decision,
                            outcome == TOEGANG_OUTCOME_INDETERMINATE ? TG_AUTHZEN_UNJUDGED : TG_AUTHZEN_GOOD,
                            toegang_decision_check(decision));
    if (status == TOEGANG_GOOD) note(request, decision);
    *permit = status == TOEGANG_GOOD && outcome == TOEGANG_OUTCOME_PERMIT;
    toegang_decision_free(decision);
    return status;
}

/* Memory, and an answer that is full, end the whole. */
static bool ends_all(const struct tg_authzen *request, toegang_status status)
{
    return status == TOEGANG_NO_MEMORY || status == TOEGANG_INTERNAL ||
           strcmp(request->report->check, CHECK_AUTHZEN_ANSWER) == 0;
}

toegang_status tg_authzen_evaluation(struct tg_authzen *request)
{
    bool permit = false;
    toegang_status status = evaluate(request, NULL, 1, &permit);
    if (status == TOEGANG_GOOD || status == TOEGANG_REFUSED || ends_all(request, status)) return status;
    return write_fault(request, tg_authzen_status_of(status));
}

/* One of a list: whatever is wrong with it is its own (7.2.1). */
static toegang_status evaluate_one(struct tg_authzen *request, const struct tg_json *own, size_t left,
                                   bool *permit)
{
    toegang_report *whole = request->report, fault = {0};
    request->report = &fault;
    toegang_status status = TOEGANG_REFUSED;
    if (own->kind == TG_JSON_OBJECT)
        status = evaluate(request, own, left, permit);
    else
        (void)tg_refuse(&fault, CHECK_AUTHZEN_KIND, "evaluations: an object", TG_SPAN("another"));
    if (status != TOEGANG_GOOD && !ends_all(request, status))
        status = write_fault(request, tg_authzen_status_of(status));
    request->report = whole;
    return status == TOEGANG_GOOD ? status : tg_report_pass(whole, &fault);
}

/* ---- many ---- */

enum semantic { EXECUTE_ALL = 0, DENY_ON_FIRST_DENY, PERMIT_ON_FIRST_PERMIT };

static toegang_status read_semantic(const struct tg_authzen *request, enum semantic *out)
{
    static const char *const names[] = {"execute_all", "deny_on_first_deny", "permit_on_first_permit"};
    const struct tg_json *options = tg_json_get(request->root, "options");
    const struct tg_json *semantic = tg_json_get(options, "evaluations_semantic");
    *out = EXECUTE_ALL;
    if (options && options->kind != TG_JSON_OBJECT)
        return tg_refuse(request->report, CHECK_AUTHZEN_KIND, "options: an object", TG_SPAN("another"));
    if (!semantic) return TOEGANG_GOOD;
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
        if (semantic->kind == TG_JSON_STRING && tg_span_is(semantic->text, names[i]))
            return *out = (enum semantic)i, TOEGANG_GOOD;
    return tg_refuse(request->report, CHECK_AUTHZEN_VALUE,
                     "execute_all, deny_on_first_deny, permit_on_first_permit", semantic->text);
}

/* Those after it are not looked at, and the answer ends with it (7.1.2.1). */
static bool ends(enum semantic semantic, bool permit)
{
    return (semantic == DENY_ON_FIRST_DENY && !permit) || (semantic == PERMIT_ON_FIRST_PERMIT && permit);
}

static toegang_status evaluate_all(struct tg_authzen *request, const struct tg_json *list,
                                   enum semantic semantic)
{
    size_t left = list->count;
    bool permit = false;
    if (!tg_grown_add(&request->out, TG_SPAN("{\"evaluations\":["))) return tg_authzen_full(request);
    for (const struct tg_json *one = list->first; one; one = one->next, left--) {
        bool first = left == list->count;
        if (!first && !tg_grown_add(&request->out, TG_SPAN(","))) return tg_authzen_full(request);
        permit = false;
        toegang_status status = evaluate_one(request, one, left, &permit);
        if (status != TOEGANG_GOOD) return status;
        if (ends(semantic, permit)) break;
    }
    return tg_grown_add(&request->out, TG_SPAN("]}")) ? TOEGANG_GOOD : tg_authzen_full(request);
}

toegang_status tg_authzen_evaluations(struct tg_authzen *request)
{
    const struct tg_json *list = tg_json_get(request->root, "evaluations");
    enum semantic semantic = EXECUTE_ALL;
    if (!list || (list->kind == TG_JSON_ARRAY && list->count == 0)) return tg_authzen_evaluation(request);
    if (list->kind != TG_JSON_ARRAY)
        return tg_refuse(request->report, CHECK_AUTHZEN_KIND, "evaluations: an array", TG_SPAN("another"));
    if (list->count > TOEGANG_AUTHZEN_EVALUATIONS_MAX)
        return tg_refuse(request->report, CHECK_AUTHZEN_LIMIT, "at most 1000 evaluations", TG_SPAN("more"));
    toegang_status status = read_semantic(request, &semantic);
    return status == TOEGANG_GOOD ? evaluate_all(request, list, semantic) : status;
}
