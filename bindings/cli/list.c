/* SPDX-License-Identifier: Apache-2.0 */
#include "cli.h"

int run_list(const struct options *options)
{
    fault(options->language, TEXT_NONE);
    return EXIT_UNKNOWN;
}
