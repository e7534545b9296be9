/* SPDX-License-Identifier: Apache-2.0 */
#include "trust.h"

#include <stdio.h>
#include <stdlib.h>

toegang_trust *bench_trust(const toegang_trust_settings *settings)
{
    toegang_trust *trust = NULL;
    toegang_report report = {0};
    if (toegang_trust_new(settings, &trust, &report) == TOEGANG_GOOD) return trust;
    (void)fprintf(stderr, "bench: %s %s\n", report.check, report.came);
    exit(2);
}
