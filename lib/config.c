/* SPDX-License-Identifier: Apache-2.0 */
/* One YAML file to everything. */
#include <toegang/config.h>

#include <stddef.h>
#include <string.h>

#include <toegang/trust.h>

#include "audit.h"
#include "base/report.h"
#include "check.h"
#include "config_form.h"
#include "internal.h"
#include "keys.h"

struct file {
    const struct tg_yaml_node *trust, *directories, *elokets, *claims, *handles, *replay, *audit, *authzen;
    bool allow_test_numbers;
};

static const char *const test_numbers[] = {"refuse", "allow"};
static const struct tg_config_words test_number_words = {test_numbers, 2, 0};

#define AT(member) offsetof(struct file, member)
static const struct tg_config_key file_keys[] = {
    {"trust", &tg_type_node, AT(trust), &tg_form_trust, false, "nobody", "whom we believe"},
    {"directories", &tg_type_node, AT(directories), &tg_form_directories, false, "every register empty", "who knows what"},
    {"e-lokets", &tg_type_node, AT(elokets), &tg_form_elokets, false, "none", "who may walk in where"},
    {"claims", &tg_type_node, AT(claims), &tg_form_claims, false, NULL, "claim maps beside acm and fas"},
    {"handles", &tg_type_node, AT(handles), &tg_form_handles, false, NULL, "the key that handles are made with"},
    {"replay", &tg_type_node, AT(replay), &tg_form_replay, false, "memory", "where it is noted that an assertion was used"},
    {"audit", &tg_type_node, AT(audit), &tg_form_audit, false, "no trail", "the trail of changes and decisions"},
    {"authzen", &tg_type_node, AT(authzen), &tg_form_authzen, false, NULL,
     "what callers of AuthZEN call people and resources"},
    {"test-numbers", &tg_type_flag, AT(allow_test_numbers), &test_number_words, false, "refuse",
     "whether official test numbers are numbers; never in production"},
};
static const struct tg_config_section file_section = {"configuration", file_keys,
                                                      sizeof file_keys / sizeof *file_keys};
const struct tg_config_form tg_form_configuration = {.kind = TG_FORM_SECTION, .section = &file_section, .least = 1};

static void read_file(struct tg_config *config, bool strict, toegang *all)
{
    struct file file = {0};
    const struct tg_yaml_node *root = tg_config_tree(config);
    if (!root) return;
    if (root->kind == TG_YAML_MAPPING && root->count == 0)
        tg_problem(config, (struct tg_place){1, 1}, CHECK_CONFIG_EMPTY, "trust, directories, e-lokets",
                   tg_span_of("nothing"));
    tg_config_section_read(config, &file_section, root, &file);
    tg_config_version(config, all);
    all->allow_test_numbers = file.allow_test_numbers;
    tg_config_elokets(config, file.elokets, all);
    tg_config_trust(config, file.trust, file.claims, all);
    tg_config_handles(config, file.handles, all);
    tg_config_audit(config, file.audit, all);
    tg_config_authzen(config, file.authzen, all);
    tg_config_sources(config, file.directories, all);
    tg_config_replay(config, file.replay, strict, all);
    tg_problems_tell(config);
    if (config->no_memory || (config->problems > 0 && !strict)) return;
    tg_config_directories(config, strict, all);
}

toegang_status toegang_open_with(const char *path, int strict, toegang_directory *const registers[TOEGANG_REGISTERS],
                                 toegang_problem_sink *problems, void *context, toegang **out,
                                 toegang_report *report)
{
    static toegang_directory *const none[TOEGANG_REGISTERS];
    struct tg_arena arena = {0};
    if (!path || !out) return tg_misuse(report, "a path and a place for the result");
    if (!registers) registers = none;
    toegang *all = tg_arena_take(&arena, sizeof *all);
    if (!all) return tg_no_memory(report);
    all->arena = arena;
    struct tg_config config = {
        .path = path, .registers = registers, .arena = &all->arena, .sink = problems, .context = context,
        .report = report};
    read_file(&config, strict == 1, all);
    toegang_status status = tg_config_end(&config);
    if (status != TOEGANG_GOOD) {
        toegang_free(all);
        return status;
    }
    memcpy(all->hosted, registers, sizeof all->hosted);
    *out = all;
    return TOEGANG_GOOD;
}

toegang_status toegang_open(const char *path, toegang_problem_sink *problems, void *context, toegang **out,
                            toegang_report *report)
{
    return toegang_open_with(path, 0, NULL, problems, context, out, report);
}

toegang_status toegang_open_strict(const char *path, toegang_problem_sink *problems, void *context,
                                   toegang **out, toegang_report *report)
{
    return toegang_open_with(path, 1, NULL, problems, context, out, report);
}

static void free_hosted(const toegang *all)
{
    for (size_t i = 0; i < TOEGANG_REGISTERS; i++) {
        size_t first = 0;
        while (all->hosted[first] != all->hosted[i]) first++;
        if (first == i) toegang_directory_free(all->hosted[i]);
    }
}

void toegang_free(toegang *all)
{
    if (!all) return;
    struct tg_arena arena = all->arena;
    toegang_trust_free(all->trust);
    toegang_directory_free(all->layer);
    free_hosted(all);
    toegang_replay_free(all->replay);
    tg_key_sources_end(all);
    tg_audit_end(all);
    tg_arena_free(&arena);
}

const toegang_trust *toegang_trusted(const toegang *all)
{
    return all->trust;
}

int toegang_allows_test_numbers(const toegang *all)
{
    return all->allow_test_numbers;
}
