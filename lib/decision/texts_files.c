/* SPDX-License-Identifier: Apache-2.0 */
#include "decision/texts.h"

const struct tg_check_text tg_texts_of_files[] = {{0}};
const struct tg_said tg_todo_correct_number = {{"a", "b", "c", "d"}};
const struct tg_said tg_todo_correct_file = {{"a", "b", "c", "d"}};
const struct tg_said tg_todo_programmer = {{"a", "b", "c", "d"}};
