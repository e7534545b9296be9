/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TG_BENCH_TRUST_H
#define TG_BENCH_TRUST_H

#include <toegang/trust.h>

/* Ends the process when the settings are wrong. */
toegang_trust *bench_trust(const toegang_trust_settings *settings);

#endif
