/* SPDX-License-Identifier: Apache-2.0 */
#include "decision/representation.h"

/* FALSE < UNKNOWN < TRUE, so that strong Kleene is the lesser and the greater of two. */
enum tg_truth tg_and(enum tg_truth one, enum tg_truth other)
{
    return one < other ? one : other;
}

enum tg_truth tg_or(enum tg_truth one, enum tg_truth other)
{
    return one > other ? one : other;
}
