/* SPDX-License-Identifier: Apache-2.0 */
/* libldap alone: a connection that is kept, the filter and the attributes of our schema, every value read. */
#include "directories.h"

#include <ldap.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BASE "dc=toegang,dc=test"

struct client {
    LDAP *connection;
    const struct asked *questions;
    size_t next_enterprise, next_holder, read;
};

/* libldap does not write into the names that it gets. */
#define ATTRIBUTES_MAX 12
static char **names_of(const char *const *attributes)
{
    static char *names[ATTRIBUTES_MAX];
    memcpy(names, attributes, sizeof names);
    return names;
}

static size_t values_of(LDAP *connection, LDAPMessage *entry, char *const *attributes)
{
    size_t octets = 0;
    for (; *attributes; attributes++) {
        struct berval **values = ldap_get_values_len(connection, entry, *attributes);
        for (size_t i = 0; values && values[i]; i++) octets += values[i]->bv_len;
        ldap_value_free_len(values);
    }
    return octets;
}

static int entries_of(struct client *client, const char *filter, char **attributes)
{
    LDAPMessage *answer = NULL;
    struct timeval patience = {60, 0};
    int code = ldap_search_ext_s(client->connection, BASE, LDAP_SCOPE_SUBTREE, filter, attributes, 0, NULL, NULL, &patience,
                                 0, &answer);
    int entries = code == LDAP_SUCCESS ? ldap_count_entries(client->connection, answer) : -1;
    for (LDAPMessage *entry = ldap_first_entry(client->connection, answer); entry;
         entry = ldap_next_entry(client->connection, entry))
        client->read += values_of(client->connection, entry, attributes);
    (void)ldap_msgfree(answer);
    return entries;
}

static int of_enterprise(void *context)
{
    static const char *const attributes[ATTRIBUTES_MAX] = {"toegangHolder", "toegangHeldBy", "toegangOrganisation", "toegangCode", "toegangFrom",
                                 "toegangUntil",  "toegangAsOf"};
    struct client *client = context;
    char filter[256];
    (void)snprintf(filter, sizeof filter, "(&(objectClass=toegangFunction)(toegangOrganisation=%s))",
                   client->questions[client->next_enterprise++ % QUESTIONS].organisation);
    return entries_of(client, filter, names_of(attributes)) != OF_AN_ENTERPRISE;
}

static int of_holder(void *context)
{
    static const char *const attributes[ATTRIBUTES_MAX] = {"toegangHolder",    "toegangOrganisation", "toegangEloket",    "toegangCode", "toegangContext",
                                 "toegangFrom",      "toegangUntil",        "toegangGrantedBy", "toegangGrantedAs",
                                 "toegangGrantedAt", "toegangAsOf"};
    struct client *client = context;
    const struct asked *asked = &client->questions[client->next_holder++ % QUESTIONS];
    char filter[512];
    (void)snprintf(filter, sizeof filter,
                   "(&(objectClass=toegangRight)(toegangRegister=gebruikersbeheer)(toegangHolder=%s)(toegangOrganisation=%s)"
                   "(toegangEloket=%s))",
                   asked->holder, asked->organisation, THE_ELOKET);
    return entries_of(client, filter, names_of(attributes)) != 1;
}

/* The URL without the base that the library's has. */
static void connect_to(struct client *client, const char *url)
{
    char place[1024];
    int version = LDAP_VERSION3;
    const char *path = strchr(strstr(url, "://") + 3, '/');
    (void)snprintf(place, sizeof place, "%.*s", (int)(path ? path - url : (ptrdiff_t)strlen(url)), url);
    if (ldap_initialize(&client->connection, place) != LDAP_SUCCESS ||
        ldap_set_option(client->connection, LDAP_OPT_PROTOCOL_VERSION, &version) != LDAP_OPT_SUCCESS)
        exit(2);
}

struct raw raw_ldap(const char *url, const struct asked *questions)
{
    struct client *client = calloc(1, sizeof *client);
    if (!client) exit(2);
    client->questions = questions;
    connect_to(client, url);
    return (struct raw){of_enterprise, of_holder, client};
}
