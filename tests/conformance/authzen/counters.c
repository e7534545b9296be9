/* SPDX-License-Identifier: Apache-2.0 */
/* Our own names of subjects and resources; requests that are malformed; searches without a whole answer. */
#include <criterion/criterion.h>

#include "requests.h"

Test(authzen, counters)
{
    cr_expect_gt(requests_run("counters.yaml", "counters.tsv"), 120);
}

Test(authzen, text)
{
    cr_expect_gt(requests_run("counters.yaml", "text.tsv"), 100);
}
