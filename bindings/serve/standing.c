/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How the directories are. Whoever looks at /health or /metrics, often or together, asks them once a second
 * at most.
 */
#include <stdio.h>

#include "serve.h"

#define FRESH_US 1000000
#define PATIENCE_MS 2000

static void take(void *context, toegang_register reg, const char *name, const char *value)
{
    struct standing *standing = context;
    if (standing->count == DETAILS_MOST) return;
    struct detail *detail = &standing->details[standing->count++];
    detail->reg = reg;
    snprintf(detail->name, sizeof detail->name, "%s", name);
    snprintf(detail->value, sizeof detail->value, "%s", value);
}

const struct standing *standing_now(struct server *server)
{
    struct standing *standing = &server->standing;
    if (standing->at > 0 && clock_us() - standing->at < FRESH_US) return standing;
    toegang_report report = {0};
    struct held *held = held_take(server);
    standing->count = 0;
    standing->good = toegang_directories(held->all, PATIENCE_MS, take, standing, &report) == TOEGANG_GOOD;
    standing->at = clock_us();
    held_give(server, held);
    return standing;
}
