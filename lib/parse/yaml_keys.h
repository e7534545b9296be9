/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TG_PARSE_YAML_KEYS_H
#define TG_PARSE_YAML_KEYS_H

#include "parse/yaml.h"

/* The child whose key an earlier one has already, NULL when there is none; false when memory is at its end.
 */
bool tg_yaml_repeated_key(const struct tg_yaml_node *mapping, struct tg_arena *arena,
                          const struct tg_yaml_node **out);

#endif
