/* SPDX-License-Identifier: Apache-2.0 */
/* The commands on directories. */
#ifndef CLI_DIRECTORY_H
#define CLI_DIRECTORY_H

#include "cli.h"

/* --register. False with a fault told. */
bool input_register(const struct options *options, toegang_register *out);

#endif
