/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What every directory must do, whoever wrote its adapter. Uses public headers only, so that the author of an
 * adapter can build contract.c into his own tests:
 *
 *   1. put the facts of contract_facts into the source, those of the registers that the adapter serves;
 *   2. open the directory and call contract_run with these registers;
 *   3. it is right when that gives 0. Each failure is told in words.
 */
#ifndef CONTRACT_H
#define CONTRACT_H

#include <toegang/sys/directory.h>

#define CONTRACT_FACTS 19

/* All facts that the source must hold, and no others; rights belong to gebruikersbeheer. Texts are static. */
void contract_facts(toegang_fact out[CONTRACT_FACTS]);

typedef void contract_failure(void *context, const char *what);

/* registers: bit 1 << register for kbo, btb and gebruikersbeheer as far as served. Gives the number of
 * failures. */
size_t contract_run(toegang_directory *directory, unsigned registers, contract_failure *failure,
                    void *context);

#endif
