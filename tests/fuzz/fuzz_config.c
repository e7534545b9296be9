/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A configuration, and a file of scenarios, of any octets. It opens and every e-counter of it is found again,
 * or every problem has a check and the first is the report. The file name 1000 in it is a metadata file, 1001
 * a directory: the folder of the input is /proc/self/fd.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <toegang/config.h>

#include "harness.h"
#include "internal.h"

/* glibc declares it for _GNU_SOURCE only. */
int memfd_create(const char *name, unsigned flags);

static int file_of(const void *octets, size_t size, int number)
{
    int file = memfd_create("input", 0);
    demand(file >= 0 && write(file, octets, size) == (ssize_t)size);
    if (number < 0) return file;
    demand(dup2(file, number) == number);
    close(file);
    return number;
}

static void beside(void)
{
    static const char directory[] = "functions: []\nrights: []\n";
    static const char metadata[] = "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" "
                                   "entityID=\"https://idp.example/saml\"/>";
    static int made;
    if (made) return;
    made = 1;
    file_of(metadata, sizeof metadata - 1, 1000);
    file_of(directory, sizeof directory - 1, 1001);
}

struct heard {
    size_t count;
    toegang_report first;
};

static void take_problem(void *context, const char *file, const char *source_line,
                         const toegang_report *problem)
{
    struct heard *heard = context;
    demand(file && source_line && problem->status == TOEGANG_CONFIGURATION && problem->check[0]);
    demand(strlen(problem->expected) < sizeof problem->expected &&
           strlen(problem->came) < sizeof problem->came);
    if (heard->count++ == 0) heard->first = *problem;
}

static void check_opened(const toegang *all)
{
    toegang_report report = {0};
    for (size_t i = 0; i < all->policy_count; i++) {
        const struct tg_policy *policy = &all->policies[i];
        demand(tg_policy_find(all, tg_span_of(policy->eloket)) == policy);
        demand(toegang_knows(all, policy->eloket, policy->right, &report) == TOEGANG_GOOD);
        demand(policy->legal_representative || policy->htb || policy->others || policy->self);
        demand(policy->company_chain <= 8 && policy->function_count > 0);
    }
}

static void open_file(const char *path, int strict)
{
    toegang *all = NULL;
    toegang_report report = {0};
    struct heard heard = {0};
    toegang_status status = strict ? toegang_open_strict(path, take_problem, &heard, &all, &report)
                                   : toegang_open(path, take_problem, &heard, &all, &report);
    demand((status == TOEGANG_GOOD) == (all != NULL) && (status == TOEGANG_GOOD) == (heard.count == 0));
    demand(status == TOEGANG_GOOD || (status == TOEGANG_CONFIGURATION && report.check[0]));
    if (heard.count > 0) demand(memcmp(&heard.first, &report, sizeof report) == 0);
    if (all) check_opened(all);
    toegang_free(all);
}

static toegang_status take_scenario(void *context, const toegang_scenario *scenario)
{
    (void)context;
    demand(scenario->name[0] && scenario->config[0] && scenario->eloket[0]);
    demand((scenario->holder.kind == TOEGANG_RRN_NONE) == (scenario->saml[0] != '\0'));
    return TOEGANG_GOOD;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    struct heard heard = {0};
    toegang_report report = {0};
    beside();
    int file = file_of(data, size, -1);
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    open_file(path, 0);
    open_file(path, 1);
    toegang_status status = toegang_scenarios_read(path, take_problem, &heard, take_scenario, NULL, &report);
    demand((status == TOEGANG_GOOD) == (heard.count == 0));
    close(file);
    return 0;
}
