/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A second evaluator, written only for the tests and only from the words of the design: two-valued, by
 * fixpoints over all facts, no index, no shortcut, no code of lib/decision. What is unknown is decided twice:
 * once as if every silent register would say no, once as if it would say yes.
 */
#ifndef NAIVE_H
#define NAIVE_H

#include "decision/decide.h"

toegang_outcome naive_decide(const struct tg_policy *policy, const toegang_question *question,
                             const struct tg_world *world);

#endif
