/* SPDX-License-Identifier: Apache-2.0 */
/* The published scenarios of the OpenID AuthZEN working group: its requests as they are, its answers. */
#include <criterion/criterion.h>

#include "requests.h"

Test(authzen, todo)
{
    cr_expect_eq(requests_run("todo.yaml", "todo.tsv"), 85);
}

Test(authzen, search)
{
    cr_expect_eq(requests_run("search.yaml", "search.tsv"), 203);
}

Test(authzen, certification)
{
    cr_expect_gt(requests_run("certification.yaml", "certification.tsv"), 40);
}
