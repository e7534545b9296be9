/* SPDX-License-Identifier: Apache-2.0 */
/* The provider that the forge plays, as the settings of trust name it. */
#ifndef FORGE_PROVIDER_H
#define FORGE_PROVIDER_H

#include <string.h>

#include <toegang/trust.h>

#include "forge.h"

static inline toegang_saml_provider forge_provider(const char *metadata)
{
    return (toegang_saml_provider){.size = sizeof(toegang_saml_provider),
                                   .entity_id = FORGE_ISSUER,
                                   .metadata = metadata,
                                   .metadata_length = strlen(metadata),
                                   .audience = FORGE_AUDIENCE,
                                   .recipient = FORGE_RECIPIENT,
                                   .claims = "acm",
                                   .skew = 60};
}

/* Trust in this one, with the rights that its assertions grant. */
static inline toegang_trust_settings forge_settings(const toegang_saml_provider *provider)
{
    static const char *const rights[] = {"subsidie-indienen", "wse-gebruiker"};
    return (toegang_trust_settings){.size = sizeof(toegang_trust_settings),
                                    .providers = provider,
                                    .provider_count = 1,
                                    .rights = rights,
                                    .right_count = 2};
}

#endif
