/* SPDX-License-Identifier: Apache-2.0 */
/* appoint, dismiss, grant, revoke, suspend, resume: now, by the clock of the machine. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli.h"

typedef toegang_status change(const toegang *all, const toegang_act *act, toegang_deed **out, toegang_report *report);

static change *change_of(const struct options *options)
{
    static const struct {
        unsigned command;
        change *change;
    } rows[] = {{COMMAND_APPOINT, toegang_appoint}, {COMMAND_DISMISS, toegang_dismiss},
                {COMMAND_GRANT, toegang_grant},     {COMMAND_REVOKE, toegang_revoke},
                {COMMAND_SUSPEND, toegang_suspend}, {COMMAND_RESUME, toegang_resume}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (options->command->bit == rows[i].command) return rows[i].change;
    return NULL;
}

static bool read_act(const struct options *options, const toegang *all, toegang_act *out)
{
    *out = (toegang_act){.size = sizeof *out,
                         .eloket = options->eloket,
                         .right = options->right,
                         .context = options->context,
                         .at = options->moment};
    if (options->role && strcmp(options->role, "htb") != 0)
        return fault(options->language, TEXT_VALUE, "role", options->role, "htb"), false;
    return input_organisation(options, &out->organisation) && input_begin(options, options->from, &out->from) &&
           input_end(options, options->until, &out->until) && input_number(options, all, options->to, &out->to);
}

static bool read_who(const struct options *options, const toegang *all, struct ask *out)
{
    *out = (struct ask){.saml = options->as_saml,
                        .in_response_to = options->in_response_to,
                        .jwt = options->as_jwt,
                        .nonce = options->nonce,
                        .capacity = options->capacity,
                        .at = options->moment};
    if (options->assurance && !assurance_read(options->assurance, &out->assurance))
        return fault(options->language, TEXT_VALUE, "assurance", options->assurance, "low, substantial, high"), false;
    if (!options->as && !toegang_trusted(all))
        return fault(options->language, TEXT_NO_TRUST, options->config), false;
    return input_kind(options->kind, options->language, &out->kind) &&
           (!options->as || input_number(options, all, options->as, &out->holder));
}

static int show(const struct options *options, const toegang_deed *deed, int code)
{
    char *shown = explained_deed(deed, options);
    if (!shown) return EXIT_UNKNOWN;
    put_line(stdout, shown);
    free(shown);
    return code;
}

/* Who could not be taken for anybody changes nothing. */
static int refuse_sign_in(const struct options *options, const toegang_report *why)
{
    toegang_decision *decision = NULL;
    if (why->status == TOEGANG_GOOD) return EXIT_USAGE;
    int code = refuse(why, options->language, &decision);
    char *shown = !decision ? NULL : options->json ? explained_json(decision) : explained(decision, options->language);
    if (shown && options->json)
        printf("{\"done\":false,\"effect\":\"none\",\"changes\":[],\"warnings\":[],\"decision\":%s}\n", shown);
    else if (shown)
        put_line(stdout, shown);
    free(shown);
    toegang_decision_free(decision);
    return code;
}

static int make(const struct options *options, const toegang *all, const toegang_act *act)
{
    toegang_report report = {0};
    toegang_deed *deed = NULL;
    int code = exit_of(change_of(options)(all, act, &deed, &report));
    if (deed)
        code = show(options, deed, code);
    else
        fault_report(options->language, &report);
    toegang_deed_free(deed);
    return code;
}

static int run_for(const struct options *options, const toegang *all, toegang_act *act, const struct ask *who)
{
    toegang_report report = {0};
    toegang_identity *as = NULL;
    if (identify(all, who, options->language, &as, &report) != TOEGANG_GOOD) return refuse_sign_in(options, &report);
    act->as = as;
    int code = make(options, all, act);
    toegang_identity_free(as);
    return code;
}

static int run_now(const struct options *options)
{
    int code = EXIT_USAGE;
    struct ask who = {0};
    toegang_act act = {0};
    toegang *all = input_config(options, &code);
    if (!all) return code;
    if (read_who(options, all, &who) && read_act(options, all, &act)) code = run_for(options, all, &act, &who);
    explicit_bzero(&who.holder, sizeof who.holder);
    explicit_bzero(&act.to, sizeof act.to);
    toegang_free(all);
    return code;
}

/*
 * Instants are whole seconds. What a chief access manager granted in this very second he granted in time; so the end of
 * his authority, which lies before its second, is that of a later one.
 */
static toegang_time later_second(toegang_time moment)
{
    const struct timespec tick = {.tv_nsec = 5000000};
    while ((toegang_time)time(NULL) <= moment) (void)nanosleep(&tick, NULL);
    return (toegang_time)time(NULL);
}

int run_change(const struct options *asked)
{
    struct options now = *asked;
    if (now.command->bit == COMMAND_DISMISS) now.moment = later_second(now.moment);
    return run_now(&now);
}
