/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <strings.h>
#include <time.h>

#include <toegang/sys/identity.h>

#include "who.h"

static toegang_status refuse(struct request *request, int status, const char *sentence)
{
    answer_problem(&request->answer, status, sentence, "");
    return TOEGANG_MISUSE;
}

static toegang_status nobody(toegang_report *report)
{
    *report = (toegang_report){.status = TOEGANG_REFUSED, .check = CHECK_NOBODY};
    return TOEGANG_REFUSED;
}

/* ---- a bearer token, RFC 6750 2.1 ---- */

static const char *bearer_of(const struct head *head)
{
    const char *value = head_field(head, "Authorization");
    if (!value || strncasecmp(value, "Bearer ", 7) != 0) return NULL;
    return value + 7 + strspn(value + 7, " ");
}

toegang_status who_by_bearer(struct request *request, const toegang *all, toegang_identity **out,
                             toegang_report *report)
{
    const toegang_expected expected = {.size = sizeof expected, .kind = TOEGANG_TOKEN_ACCESS};
    if (head_count(&request->head, "Authorization") > 1)
        return refuse(request, 400, "Authorization is there twice");
    const char *token = bearer_of(&request->head);
    if (!token || !*token) return nobody(report);
    if (!toegang_trusted(all))
        return refuse(request, 500, "the configuration does not say whom we believe: trust is missing");
    return toegang_sign_in_jwt(all, token, strlen(token), &expected, (toegang_time)time(NULL),
                               request->server->settings.patience_ms, out, report);
}

/* ---- fields ---- */

static bool read_assurance(const char *name, toegang_assurance *out)
{
    *out = TOEGANG_ASSURANCE_NONE;
    return !name || !*name || toegang_assurance_named(name, strlen(name), out);
}

static bool stands_once(const struct head *head)
{
    return head_count(head, "Toegang-Holder") <= 1 && head_count(head, "Toegang-Assurance") <= 1 &&
           head_count(head, "Toegang-Capacity") <= 1;
}

toegang_status who_by_headers(struct request *request, toegang_identity **out, toegang_report *report)
{
    const struct head *head = &request->head;
    const char *holder = head_field(head, "Toegang-Holder");
    toegang_statement statement = {.size = sizeof statement,
                                   .capacity = head_field(head, "Toegang-Capacity"),
                                   .authenticated_by = request->caller};
    if (!request->vouched) return refuse(request, 403, "who asks may not state who a person is: see --peers");
    if (!stands_once(head)) return refuse(request, 400, "a field about the person is there twice");
    if (!holder || !*holder) return nobody(report);
    if (!read_assurance(head_field(head, "Toegang-Assurance"), &statement.assurance))
        return refuse(request, 400, "Toegang-Assurance is none, low, substantial or high");
    toegang_status status =
        toegang_rrn_parse(holder, strlen(holder), request->test_numbers ? TOEGANG_RRN_ALLOW_TEST : 0,
                          &statement.holder, report);
    if (status == TOEGANG_GOOD) status = toegang_identity_attest(&statement, out, report);
    return status;
}
