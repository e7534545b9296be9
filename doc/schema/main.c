/* SPDX-License-Identifier: Apache-2.0 */
/* schema configuration | scenarios | directory: what such a file may hold, for editors. */
#include <stdio.h>
#include <string.h>

#include <toegang/directory.h>

#include "json.h"
#include "schema.h"

static void configuration(void)
{
    schema_form(&tg_form_configuration, NULL);
}

static void scenarios(void)
{
    schema_form(&tg_form_scenarios, NULL);
}

static const struct {
    const char *name, *title;
    void (*write)(void);
} files[] = {
    {"configuration", "configuration of libtoegang (toegang.yaml)", configuration},
    {"scenarios", "scenarios of toegang test", scenarios},
    {"directory", "directory of libtoegang in YAML", schema_rows},
};

int main(int count, char **arguments)
{
    for (size_t i = 0; count == 2 && i < sizeof files / sizeof *files; i++) {
        if (strcmp(arguments[1], files[i].name) != 0) continue;
        json_object(NULL);
        json_text("$schema", "http://json-schema.org/draft-07/schema#");
        json_text("title", files[i].title);
        files[i].write();
        schema_definitions();
        json_end();
        return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 3;
    }
    fprintf(stderr, "usage: schema configuration | scenarios | directory\n");
    return 2;
}
