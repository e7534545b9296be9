/* SPDX-License-Identifier: Apache-2.0 */
#include "decision/texts.h"

const struct tg_check_text tg_texts_of_numbers[] = {{0}};
