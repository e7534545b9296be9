/* SPDX-License-Identifier: Apache-2.0 */
/* Octets as a visit that was authenticated, as if a key were in wrong hands: read, or refused by name. */
#include "assertion/visit.h"
#include "harness.h"

static toegang_identity *read(struct tg_span octets, toegang_visit *visit)
{
    toegang_report report = {0};
    toegang_identity *identity = tg_identity_new();
    demand(identity != NULL);
    *visit = (toegang_visit){.size = sizeof *visit};
    toegang_status status = tg_visit_read(octets, visit, identity, &report);
    check_report(status, &report);
    visit->identity = identity;
    if (status == TOEGANG_GOOD) return identity;
    toegang_identity_free(identity);
    return NULL;
}

static void check_identity(const toegang_identity *identity)
{
    toegang_rrn again, holder = toegang_identity_holder(identity);
    demand(toegang_rrn_parse(holder.digits, 11, TOEGANG_RRN_ALLOW_TEST, &again, NULL) == TOEGANG_GOOD);
    demand(toegang_identity_roles(identity) <= 256 && toegang_identity_stated_count(identity) <= 256);
    for (size_t i = 0; i < toegang_identity_roles(identity); i++) {
        const toegang_role *role = toegang_identity_role(identity, i);
        demand(role->claim && strncmp(role->value, role->right, strlen(role->right)) == 0 &&
               strstr(role->value, role->context));
    }
}

/* What was read is written in its one short form, which is read as the same and written as the same. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t once[TOEGANG_SEAL_OCTETS_MAX], twice[sizeof once];
    size_t length = 0, again = 0;
    toegang_visit visit;
    toegang_identity *identity = read((struct tg_span){(const char *)data, size}, &visit);
    if (!identity) return 0;
    check_identity(identity);
    toegang_status status = tg_visit_write(&visit, once, sizeof once, &length, NULL);
    toegang_identity_free(identity);
    demand(status == TOEGANG_GOOD || (status == TOEGANG_REFUSED && size > sizeof once));
    if (status != TOEGANG_GOOD) return 0;
    identity = read((struct tg_span){(const char *)once, length}, &visit);
    demand(identity && tg_visit_write(&visit, twice, sizeof twice, &again, NULL) == TOEGANG_GOOD);
    demand(length <= size && length == again && memcmp(once, twice, length) == 0);
    toegang_identity_free(identity);
    return 0;
}
