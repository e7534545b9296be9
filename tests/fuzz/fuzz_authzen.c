/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A request of AuthZEN of any octets, the first of which is the kind. There is always an answer; it is JSON
 * that our own reader takes, holds no national number of the world, and lets nobody in who is not asked about
 * by his name.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <toegang/authzen.h>

#include "harness.h"
#include "parse/json.h"

/* glibc declares it for _GNU_SOURCE only. */
int memfd_create(const char *name, unsigned flags);

static void file_of(const char *text, int number)
{
    int file = memfd_create("input", 0);
    demand(file >= 0 && write(file, text, strlen(text)) == (ssize_t)strlen(text));
    demand(fchmod(file, 0600) == 0 && dup2(file, number) == number);
    close(file);
}

static const toegang *world(void)
{
    static toegang *all;
    if (all) return all;
    file_of(
        "directories: {kbo: \"yaml:1001\", btb: \"yaml:1001\", gebruikersbeheer: \"yaml:1001\"}\n"
        "handles: {key: 1002}\n"
        "e-lokets:\n"
        "  open: {legal-representative: automatic}\n"
        "  closed: {right: submit, assurance: high}\n"
        "  anybody: {others: automatic}\n"
        "authzen:\n"
        "  subjects: {member: {assurance: high, people: {ada: \"85073003328\", grace: \"90010100123\"}}}\n"
        "  resources:\n"
        "    file: {e-loket: open, organisation: [id, properties.of], organisations: {us: \"0999999922\"},\n"
        "           context: action.properties.soft}\n",
        1000);
    file_of("functions:\n"
            "  - {holder: \"85.07.30-033.28\", organisation: \"0999.999.922\", code: \"10007\"}\n"
            "rights:\n"
            "  - {holder: \"90.01.01-001.23\", organisation: \"0999.999.922\", eloket: closed, right: "
            "submit, context: c}\n",
            1001);
    file_of("00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\n", 1002);
    demand(toegang_open_strict("/proc/self/fd/1000", NULL, NULL, &all, NULL) == TOEGANG_GOOD);
    return all;
}

static void check_text(const toegang_answer *answer)
{
    static const struct tg_json_limits limits = {.octets = (size_t)64 << 20, .depth = 32, .values = 1U << 24};
    struct tg_arena arena = {0};
    struct tg_json *root = NULL;
    struct tg_span text = {NULL, 0};
    text.at = toegang_answer_text(answer, &text.length);
    demand(strlen(text.at) == text.length);
    demand(tg_json_read(text, &limits, &arena, &root, NULL) == TOEGANG_GOOD);
    demand(root->kind == (toegang_answer_http(answer) == 200 ? TG_JSON_OBJECT : TG_JSON_STRING));
    demand(!strstr(text.at, "85073003328") && !strstr(text.at, "90010100123"));
    tg_arena_free(&arena);
}

static int names_somebody(const uint8_t *data, size_t size)
{
    static const char *const names[] = {"85073003328", "90010100123", "ada", "grace", "~", "\\u"};
    char *text = calloc(size + 1, 1);
    int found = 0;
    demand(text != NULL);
    for (size_t i = 0; i < size; i++) text[i] = data[i] ? (char)data[i] : ' ';
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) found |= strstr(text, names[i]) != NULL;
    free(text);
    return found;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    toegang_answer *answer = NULL;
    if (size < 1) return 0;
    toegang_authzen request = {.size = sizeof request,
                               .kind = (toegang_authzen_kind)(1 + data[0] % 5),
                               .octets = data + 1,
                               .length = size - 1,
                               .at = 1795428000,
                               .language = (toegang_language)(size % 4)};
    demand(toegang_authzen_answer(world(), &request, &answer, NULL) == TOEGANG_GOOD);
    int http = toegang_answer_http(answer);
    demand(http == 200 || ((http == 400 || http == 503) && toegang_answer_check(answer)[0]));
    demand(toegang_answer_count(answer, TOEGANG_OUTCOME_PERMIT) == 0 || names_somebody(data, size));
    check_text(answer);
    toegang_answer_free(answer);
    return 0;
}
