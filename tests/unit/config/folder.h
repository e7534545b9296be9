/* SPDX-License-Identifier: Apache-2.0 */
/* A folder of its own for a test, with files that it writes; and the problems that reading one tells. */
#ifndef TG_TESTS_FOLDER_H
#define TG_TESTS_FOLDER_H

#include <criterion/criterion.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <toegang/config.h>

#define PATH_ROOM 256

static char folder[64];

static inline void folder_make(void)
{
    strcpy(folder, "/tmp/toegang-test-XXXXXX");
    cr_assert_not_null(mkdtemp(folder));
}

static inline const char *folder_path(const char *name)
{
    static char paths[4][PATH_ROOM];
    static unsigned turn;
    char *path = paths[turn++ % 4];
    snprintf(path, PATH_ROOM, "%s/%s", folder, name);
    return path;
}

static inline const char *folder_write(const char *name, const char *content)
{
    const char *path = folder_path(name);
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file);
    cr_assert(fputs(content, file) >= 0);
    cr_assert_eq(fclose(file), 0);
    return path;
}

static inline void folder_remove(void)
{
    DIR *all = opendir(folder);
    for (struct dirent *entry = all ? readdir(all) : NULL; entry; entry = readdir(all))
        unlink(folder_path(entry->d_name));
    if (all) closedir(all);
    rmdir(folder);
}

#define PROBLEMS_ROOM 128

struct problems {
    size_t count;
    toegang_report reports[PROBLEMS_ROOM];
    char lines[PROBLEMS_ROOM][160];
};

static inline void problems_take(void *context, const char *file, const char *source_line,
                                 const toegang_report *problem)
{
    struct problems *problems = context;
    (void)file;
    if (problems->count < PROBLEMS_ROOM) {
        problems->reports[problems->count] = *problem;
        snprintf(problems->lines[problems->count], sizeof *problems->lines, "%.150s", source_line);
    }
    problems->count++;
}

#endif
