/* SPDX-License-Identifier: Apache-2.0 */
/* JSON to standard output, a member a line. */
#ifndef JSON_H
#define JSON_H

#include <stdint.h>

/* An object or an array, until its end; name: NULL inside an array. */
void json_object(const char *name);
void json_array(const char *name);
void json_end(void);
void json_text(const char *name, const char *text);
void json_number(const char *name, int64_t number);
void json_false(const char *name);

#endif
