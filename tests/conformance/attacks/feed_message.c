/* SPDX-License-Identifier: Apache-2.0 */
/* Sign-outs that come in, messages that go out, metadata, and where a browser may be sent. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>

#include "forge.h"
#include "played.h"

static struct outcome sign_out(const struct world *world, const struct vector *vector,
                               toegang_binding binding)
{
    struct outcome outcome = {.status = TOEGANG_INTERNAL};
    toegang_logout *logout = NULL;
    outcome.status = toegang_verify_logout_request(world->trust, binding, vector->octets, vector->length,
                                                   FORGE_AT, &logout, &outcome.report);
    outcome.somebody = logout != NULL;
    toegang_logout_free(logout);
    return outcome;
}

struct outcome feed_redirect(const struct world *world, const struct vector *vector)
{
    return sign_out(world, vector, TOEGANG_REDIRECT);
}

struct outcome feed_post(const struct world *world, const struct vector *vector)
{
    return sign_out(world, vector, TOEGANG_POST);
}

/* metadata: offered in the place of that of the provider whose federation signs it. */
struct outcome feed_metadata(const struct world *world, const struct vector *vector)
{
    struct outcome outcome = {.status = TOEGANG_INTERNAL};
    outcome.status = toegang_trust_update(world->offered, "https://federated.example/saml", vector->octets,
                                          vector->length, FORGE_AT, &outcome.report);
    outcome.somebody = outcome.status == TOEGANG_GOOD;
    return outcome;
}

static toegang_status write_for(const struct world *world, const char *name, toegang_message **out,
                                toegang_report *report)
{
    const toegang_session session = {.size = sizeof session, .provider = FORGE_ISSUER, .name_id = name};
    return toegang_logout_request(world->trust, &session, NULL, FORGE_AT, out, report);
}

/* session: a sign-out that we write of a person of that name. */
struct outcome feed_session(const struct world *world, const struct vector *vector)
{
    struct outcome outcome = {.status = TOEGANG_INTERNAL};
    toegang_message *message = NULL;
    outcome.status = write_for(world, vector->octets, &message, &outcome.report);
    outcome.somebody = message != NULL;
    toegang_message_free(message);
    return outcome;
}

/* Another parser reads one NameID, and in it the name as it was. */
static bool reads_back(const char *xml, const char *name)
{
    xmlDocPtr document = xmlReadMemory(xml, (int)strlen(xml), NULL, NULL, XML_PARSE_NONET);
    unsigned names = 0, same = 0;
    xmlNodePtr node = document ? xmlDocGetRootElement(document)->children : NULL;
    for (; node; node = node->next) {
        if (node->type != XML_ELEMENT_NODE || strcmp((const char *)node->name, "NameID") != 0) continue;
        xmlChar *content = xmlNodeGetContent(node);
        names++;
        same += strcmp((const char *)content, name) == 0;
        xmlFree(content);
    }
    xmlFreeDoc(document);
    return names == 1 && same == 1;
}

/* What stops a list of payloads is a function that has no check to name: its own name stands there. */
static struct outcome stopped(const char *function, bool all)
{
    struct outcome outcome = {.status = all ? TOEGANG_REFUSED : TOEGANG_GOOD, .somebody = !all};
    (void)snprintf(outcome.report.check, sizeof outcome.report.check, "%s", all ? function : "");
    return outcome;
}

/* written: a name on each line; the attack is stopped when what we write is read back as it was. */
struct outcome feed_written(const struct world *world, const struct vector *vector)
{
    bool all = true;
    char *rest = vector->octets;
    for (char *line = strsep(&rest, "\n"); line && *line; line = strsep(&rest, "\n")) {
        toegang_message *message = NULL;
        toegang_report report = {0};
        bool written = write_for(world, line, &message, &report) == TOEGANG_GOOD;
        all = all && written && reads_back(toegang_message_xml(message), line);
        toegang_message_free(message);
    }
    return stopped("toegang_logout_request", all);
}

/* paths: a line each; good when every one stays here, stopped when none does. */
struct outcome feed_paths(const struct world *world, const struct vector *vector)
{
    unsigned local = 0, count = 0;
    char *rest = vector->octets;
    (void)world;
    for (char *line = strsep(&rest, "\n"); line && rest; line = strsep(&rest, "\n"), count++)
        local += toegang_is_local_path(line, strlen(line)) == 1;
    struct outcome outcome = stopped("toegang_is_local_path", local == 0);
    if (local > 0 && local < count) outcome.status = TOEGANG_INTERNAL;
    return outcome;
}
