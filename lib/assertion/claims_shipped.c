/* SPDX-License-Identifier: Apache-2.0 */
/* The claim maps that ship. */
#include "assertion/claims.h"

/*
 * acm: the names of the scopes and claims that the Flemish access management publishes for OpenID Connect,
 * and the older ones that its clients still fall back to. The names of its SAML attributes are not public: a
 * site adds its own.
 */
static const toegang_claim_rule rules[] = {
    {"acm", "rrn", "rrn"},
    {"acm", "organisation", "vo_orgcode"},
    {"acm", "capacity", "vo_doelgroepcode"},
    {"acm", "assurance", "acr"},
    {"acm", "given-name", "given_name"},
    {"acm", "given-name", "urn:be:vlaanderen:acm:voornaam"},
    {"acm", "family-name", "family_name"},
    {"acm", "family-name", "urn:be:vlaanderen:acm:familienaam"},
    {"acm", "role", "*_rol_3d"},
    {"acm", "role", "*_rol_3D"},
    {"acm", "role", "*_rol_2d"},
    {"acm", "role", "dv_wegenregister"},
    {"acm", "legal-representative", "wv_orgcode"},
    {"acm", "mandator", "ssm_mandaatgever"},
    {"fas", "rrn", "egovNRN"},
    {"fas", "given-name", "givenName"},
    {"fas", "family-name", "surname"},
    {"fas", "role", "roles"},
};

#define ACM(method, assurance) \
    { \
        "acm", "urn:be:vlaanderen:authmech:" method, TOEGANG_ASSURANCE_##assurance \
    }
#define FAS(level, assurance) \
    {"fas", "urn:be:fedict:iam:fas:" level, TOEGANG_ASSURANCE_##assurance}, \
        {"fas", "urn:be:fedict:iam:fas:citizen:" level, TOEGANG_ASSURANCE_##assurance}, \
    { \
        "fas", "urn:be:fedict:iam:fas:enterprise:" level, TOEGANG_ASSURANCE_##assurance \
    }

/*
 * By the eIDAS level that the access management publishes beside each digital key. Those without one
 * (tlsclient, kerberos, password) have no row and count as none. CSAM level 300 lies between low (200) and
 * substantial (400): what is not substantial is low. The paper token ended on 2024-01-31 and has no row.
 */
static const toegang_assurance_rule assurances[] = {
    ACM("eid", HIGH),
    ACM("eidashigh", HIGH),
    ACM("itsme", HIGH),
    ACM("csamtotp", SUBSTANTIAL),
    ACM("csamsms", SUBSTANTIAL),
    ACM("eidassubstantial", SUBSTANTIAL),
    ACM("csampassword", LOW),
    ACM("csamselfreg", LOW),
    FAS("Level500", HIGH),
    FAS("Level450", HIGH),
    FAS("Level400", SUBSTANTIAL),
    FAS("Level300", LOW),
    FAS("Level200", LOW),
    FAS("Level100", LOW),
    {"fas", "urn:be:fedict:iam:fas:citizen:eid", TOEGANG_ASSURANCE_HIGH},
    {"fas", "urn:be:fedict:iam:fas:enterprise:eid", TOEGANG_ASSURANCE_HIGH},
    {"fas", "urn:be:fedict:iam:fas:citizen:bmid", TOEGANG_ASSURANCE_HIGH},
    {"fas", "urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI", TOEGANG_ASSURANCE_HIGH},
};

const toegang_claim_rule *tg_claims_shipped(size_t *count)
{
    *count = sizeof rules / sizeof *rules;
    return rules;
}

const toegang_assurance_rule *tg_assurances_shipped(size_t *count)
{
    *count = sizeof assurances / sizeof *assurances;
    return assurances;
}
