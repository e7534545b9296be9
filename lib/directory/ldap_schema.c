/* SPDX-License-Identifier: Apache-2.0 */
/* Our own schema, doc/ldap/toegang.schema. */
#include "ldap_server.h"

#define WHO "(toegangHolder={holder})(toegangOrganisation={organisation})"

static const toegang_ldap_field functions[] = {
    {"holder", "toegangHolder", NULL, NULL},
    {"held-by", "toegangHeldBy", NULL, NULL},
    {"organisation", "toegangOrganisation", NULL, NULL},
    {"code", "toegangCode", NULL, NULL},
    {"from", "toegangFrom", NULL, NULL},
    {"until", "toegangUntil", NULL, NULL},
    {"as-of", "toegangAsOf", NULL, NULL},
};
#define GRANTED \
    {"from", "toegangFrom", NULL, NULL}, {"until", "toegangUntil", NULL, NULL}, \
        {"granted-by", "toegangGrantedBy", NULL, NULL}, {"granted-as", "toegangGrantedAs", NULL, NULL}, \
        {"granted-at", "toegangGrantedAt", NULL, NULL}, \
    { \
        "as-of", "toegangAsOf", NULL, NULL \
    }
static const toegang_ldap_field appointments[] = {
    {"holder", "toegangHolder", NULL, NULL},
    {"organisation", "toegangOrganisation", NULL, NULL},
    {"code", "toegangCode", NULL, NULL},
    GRANTED,
};
static const toegang_ldap_field rights[] = {
    {"holder", "toegangHolder", NULL, NULL},   {"organisation", "toegangOrganisation", NULL, NULL},
    {"eloket", "toegangEloket", NULL, NULL},   {"code", "toegangCode", NULL, NULL},
    {"context", "toegangContext", NULL, NULL}, GRANTED,
};
static const toegang_ldap_field suspensions[] = {
    {"holder", "toegangHolder", NULL, NULL},
    {"organisation", "toegangOrganisation", NULL, NULL},
    {"eloket", "toegangEloket", NULL, NULL},
    {"code", "toegangCode", NULL, NULL},
    GRANTED,
};

#define KIND(filter, fields) ((toegang_ldap_kind){(filter), (fields), sizeof(fields) / sizeof *(fields)})

toegang_ldap_kind tg_ldap_schema(toegang_fact_kind kind)
{
    switch (kind) {
    case TOEGANG_FACT_FUNCTION:
        return KIND("(&(objectClass=toegangFunction)" WHO ")", functions);
    case TOEGANG_FACT_APPOINTMENT:
        return KIND("(&(objectClass=toegangAppointment)" WHO ")", appointments);
    case TOEGANG_FACT_RIGHT:
        return KIND("(&(objectClass=toegangRight)(toegangRegister={register})" WHO
                    "(toegangEloket={eloket}))",
                    rights);
    case TOEGANG_FACT_SUSPENSION:
        break;
    }
    return KIND("(&(objectClass=toegangSuspension)(toegangRegister={register})" WHO
                "(toegangEloket={eloket}))",
                suspensions);
}
