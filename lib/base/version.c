/* SPDX-License-Identifier: Apache-2.0 */
#include <toegang/base.h>

const char *toegang_version(void)
{
    return TOEGANG_VERSION;
}

const char *toegang_adapters(void)
{
    return TG_ADAPTERS;
}
