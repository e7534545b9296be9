/* SPDX-License-Identifier: Apache-2.0 */
#include "progress.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define REDRAW 200 /* milliseconds */
#define QUIET 500  /* milliseconds in which there is nothing to tell */
#define ROWS_A_LINE 500000

static int64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* Without the folders before it; of a folder that is written with a slash at its end, all of it. */
static const char *name_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash && slash[1] ? slash + 1 : path;
}

void progress_begin(struct progress *progress, const struct options *options)
{
    *progress = (struct progress){.options = options,
                                  .name = name_of(options->file),
                                  .began = now(),
                                  .terminal = !options->json && isatty(STDERR_FILENO)};
}

int64_t progress_seconds(const struct progress *progress)
{
    return (now() - progress->began + 500) / 1000;
}

void write_number(uint64_t number, char out[COUNT_ROOM])
{
    char digits[COUNT_ROOM];
    size_t length = (size_t)snprintf(digits, sizeof digits, "%ju", (uintmax_t)number), at = 0;
    for (size_t i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0) out[at++] = ' ';
        out[at++] = digits[i];
    }
    out[at] = '\0';
}

void write_count(toegang_language language, uint64_t count, char out[COUNT_ROOM])
{
    char point = language == TOEGANG_EN ? '.' : ',';
    if (count < 10000)
        snprintf(out, COUNT_ROOM, "%ju", (uintmax_t)count);
    else if (count < 1000000)
        snprintf(out, COUNT_ROOM, "%ju k", (uintmax_t)(count / 1000));
    else
        snprintf(out, COUNT_ROOM, "%ju%c%ju M", (uintmax_t)(count / 1000000), point,
                 (uintmax_t)(count / 100000 % 10));
}

/* ---- where it is ---- */

struct place {
    int percent;         /* below 0: not known */
    uint64_t rows, rate; /* rows so far, and rows a second */
    int64_t left;        /* seconds; below 0: not known */
};

static struct place place_of(const struct progress *progress, const toegang_exchanged *so_far)
{
    int64_t spent = now() - progress->began;
    struct place place = {-1, so_far->facts + so_far->organisations + so_far->names + so_far->rejected + so_far->others,
                          0, -1};
    if (spent > 0) place.rate = place.rows * 1000 / (uint64_t)spent;
    if (so_far->total == 0) return place;
    place.percent = (int)(so_far->octets * 100 / so_far->total);
    if (so_far->octets > 0)
        place.left = (int64_t)((double)spent * (double)(so_far->total - so_far->octets) / (double)so_far->octets / 1000);
    return place;
}

/* A line for each tenth of the file, or each half million rows where its end is not known. */
static bool is_due(struct progress *progress, const struct place *place)
{
    int64_t time = now();
    if (progress->terminal) {
        if (time - progress->drawn < REDRAW && place->percent < 100) return false;
        progress->drawn = time;
        return true;
    }
    if (!progress->options->json && time - progress->began < QUIET) return false;
    unsigned step = place->percent >= 0 ? (unsigned)place->percent / 10 : (unsigned)(place->rows / ROWS_A_LINE);
    if (step <= progress->step) return false;
    progress->step = step;
    return true;
}

static void show_line(const struct progress *progress, const struct place *place)
{
    toegang_language language = progress->options->language;
    char rows[COUNT_ROOM], rate[COUNT_ROOM];
    write_count(language, place->rows, rows);
    write_count(language, place->rate, rate);
    if (progress->terminal) fputs("\r\033[K", stderr);
    fprintf(stderr, "%.40s  ", progress->name);
    if (place->percent >= 0) fprintf(stderr, "%d %%  ", place->percent);
    say(stderr, language, TEXT_PROGRESS_ROWS, rows, rate);
    if (place->percent >= 100) {
        fprintf(stderr, "  %s", text(TEXT_PROGRESS_PLACING, language));
    } else if (place->left >= 0) {
        fputs("  ", stderr);
        say(stderr, language, TEXT_PROGRESS_LEFT, (int)(place->left / 60), (int)(place->left % 60));
    }
    fputs(progress->terminal ? "" : "\n", stderr);
    fflush(stderr);
}

static void show_json(const struct progress *progress, const toegang_exchanged *so_far, const struct place *place)
{
    printf("{\"event\":\"progress\",\"file\":");
    print_json(progress->name);
    if (place->percent >= 0) printf(",\"percent\":%d", place->percent);
    printf(",\"rows\":%ju,\"rejected\":%ju,\"perSecond\":%ju", (uintmax_t)place->rows, (uintmax_t)so_far->rejected,
           (uintmax_t)place->rate);
    if (place->left >= 0) printf(",\"secondsLeft\":%jd", (intmax_t)place->left);
    puts("}");
    fflush(stdout);
}

static void tell_resumed(struct progress *progress, const toegang_exchanged *so_far)
{
    char rows[COUNT_ROOM];
    if (so_far->resumed == 0 || progress->resumed_told) return;
    progress->resumed_told = true;
    write_number(so_far->resumed, rows);
    progress_clear(progress);
    fault(progress->options->language, TEXT_IMPORT_RESUMED, progress->name, rows);
}

void progress_show(void *context, const toegang_exchanged *so_far)
{
    struct progress *progress = context;
    struct place place = place_of(progress, so_far);
    tell_resumed(progress, so_far);
    if (place.rows == 0 || !is_due(progress, &place)) return;
    if (progress->options->json)
        show_json(progress, so_far, &place);
    else
        show_line(progress, &place);
}

void progress_clear(const struct progress *progress)
{
    if (progress->terminal && progress->drawn > 0) fputs("\r\033[K", stderr);
}

/* ---- rows that are no facts ---- */

/* The first sentence of the explanation, on one line. */
static char *sentence_of(const toegang_report *problem, toegang_language language)
{
    char *sentence = explained_report(problem, language);
    char *end = sentence ? strstr(sentence, problem->check) : NULL;
    if (end) end[strcspn(end, "\n")] = '\0';
    for (char *at = sentence; at && *at; at++)
        if (*at == '\n') *at = ' ';
    return sentence;
}

static char *reject_line(const struct progress *progress, const char *file, const toegang_report *problem)
{
    static const char column[] = "in the column ";
    char *sentence = sentence_of(problem, progress->options->language), *line = NULL;
    bool placed = strncmp(problem->came, column, strlen(column)) == 0;
    const char *where = placed ? problem->came + strlen(column) : "";
    size_t size = (sentence ? strlen(sentence) : 0) + strlen(file) + 128;
    line = malloc(size);
    if (line)
        snprintf(line, size, "  %s:%u: %s%s%s", file, problem->line, where, placed ? ": " : "",
                 sentence ? sentence : problem->check);
    free(sentence);
    return line;
}

static void reject_json(const char *file, const toegang_report *problem)
{
    printf("{\"event\":\"reject\",\"file\":");
    print_json(file);
    printf(",\"line\":%u,\"check\":", problem->line);
    print_json(problem->check);
    printf(",\"expected\":");
    print_json(problem->expected);
    if (*problem->came) printf(",\"came\":"), print_json(problem->came);
    puts("}");
}

void progress_reject(void *context, const char *file, const char *source_line, const toegang_report *problem)
{
    struct progress *progress = context;
    (void)source_line;
    if (progress->options->json)
        reject_json(name_of(file), problem);
    else if (progress->rejected < REJECTS_SHOWN)
        progress->rejects[progress->rejected] = reject_line(progress, name_of(file), problem);
    progress->rejected++;
}

void progress_rejects(struct progress *progress)
{
    toegang_language language = progress->options->language;
    char count[COUNT_ROOM];
    if (progress->rejected == 0 || progress->options->json) return;
    write_number(progress->rejected, count);
    fault(language, progress->rejected == 1 ? TEXT_IMPORT_REJECT : TEXT_IMPORT_REJECTS, count);
    for (size_t i = 0; i < REJECTS_SHOWN && i < progress->rejected; i++)
        if (progress->rejects[i]) fprintf(stderr, "%s\n", progress->rejects[i]);
    if (progress->rejected <= REJECTS_SHOWN) return;
    fputs("  … ", stderr);
    say(stderr, language, TEXT_MORE, (size_t)(progress->rejected - REJECTS_SHOWN));
    fputc('\n', stderr);
}

void progress_free(struct progress *progress)
{
    for (size_t i = 0; i < REJECTS_SHOWN; i++) free(progress->rejects[i]);
}
