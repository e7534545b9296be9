/* SPDX-License-Identifier: Apache-2.0 */
/* One table of options: what is parsed, what is helped with, and what belongs to which command. */
#include <stddef.h>
#include <string.h>
#include <time.h>

#include "cli.h"

struct option {
    const char *name;  /* without its dashes */
    const char *value; /* what stands after it in the help; NULL: a flag */
    unsigned commands; /* where it is known */
    unsigned needed;   /* where it must be given */
    size_t offset;
    const char *help;
};

#define SIGN_INS (COMMAND_CHECK | COMMAND_INSPECT)
#define MESSAGES (COMMAND_LOGIN_REQUEST | COMMAND_METADATA)
#define QUESTIONS (SIGN_INS | COMMAND_REPRESENT)
#define CONFIGURED (QUESTIONS | MESSAGES)
#define EVERYWHERE (CONFIGURED | COMMAND_CONFIG | COMMAND_TEST)
#define AT(member) offsetof(struct options, member)

static const struct option table[] = {
    {"config", "FILE", CONFIGURED, CONFIGURED, AT(config), "the configuration (toegang.yaml)"},
    {"saml", "FILE", SIGN_INS, 0, AT(saml), "the samlp:Response, base64 as posted or XML; - is standard input"},
    {"in-response-to", "ID", SIGN_INS, 0, AT(in_response_to), "the ID of the request that the response answers"},
    {"jwt", "FILE|@-", SIGN_INS, 0, AT(jwt), "the token; @- is standard input"},
    {"query", "FILE", COMMAND_INSPECT, 0, AT(query), "the query of a logout message by HTTP-Redirect, as it came"},
    {"kind", "id|access|userinfo|introspection|logout", SIGN_INS, 0, AT(kind), "what the token is, else id; logout also of a SAML message"},
    {"nonce", "N", SIGN_INS, 0, AT(nonce), "the nonce of the request that the ID token answers"},
    {"provider", "ENTITY", MESSAGES, 0, AT(provider), "entity id of the provider; else the only one that there is"},
    {"relay-state", "TEXT", COMMAND_LOGIN_REQUEST, 0, AT(relay_state), "what the provider gives back, 80 octets"},
    {"holder", "RRN|@FILE|~HANDLE", COMMAND_CHECK | COMMAND_REPRESENT, 0, AT(holder),
     "who acts: a national number, @FILE or @- that holds one, or a handle"},
    {"organisation", "N", COMMAND_CHECK | COMMAND_REPRESENT, 0, AT(organisation),
     "for whom: an enterprise number or another key (ovo:…, nis:…); else for oneself"},
    {"eloket", "NAME", COMMAND_CHECK, 0, AT(eloket), "the e-counter"},
    {"right", "NAME", COMMAND_CHECK, 0, AT(right), "the right asked; else the one that the e-counter names"},
    {"context", "VALUE", COMMAND_CHECK, 0, AT(context), "the context that the right must hold for"},
    {"assurance", "low|substantial|high", COMMAND_CHECK, 0, AT(assurance),
     "with --holder: how strong the digital key was"},
    {"capacity", "NAME", COMMAND_CHECK, 0, AT(capacity), "with --holder: the capacity chosen at sign-in"},
    {"at", "TIME", CONFIGURED, 0, AT(at), "the moment asked about, 2026-11-23T10:00:00Z; else now"},
    {"lang", "nl|en|fr|de", EVERYWHERE, 0, AT(lang), "the language of what people read; else nl"},
    {"json", NULL, QUESTIONS | COMMAND_LOGIN_REQUEST, 0, AT(json), "for programs"},
    {"help", NULL, EVERYWHERE, 0, AT(help), "this text"},
};
#define OPTIONS (sizeof table / sizeof *table)

static bool is_near(size_t distance, const char *word)
{
    return distance <= 1 + strlen(word) / 4;
}

#define LONGEST 63

/* Edits that turn one word into the other. */
static size_t distance(const char *one, const char *other)
{
    size_t row[LONGEST + 1];
    size_t length = strlen(other);
    if (length > LONGEST || strlen(one) > LONGEST) return LONGEST;
    for (size_t j = 0; j <= length; j++) row[j] = j;
    for (size_t i = 1; one[i - 1]; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= length; j++) {
            size_t least = diagonal + (one[i - 1] != other[j - 1]);
            diagonal = row[j];
            if (row[j] + 1 < least) least = row[j] + 1;
            if (row[j - 1] + 1 < least) least = row[j - 1] + 1;
            row[j] = least;
        }
    }
    return row[length];
}

const char *nearest(const char *word, const char *const *names, size_t count)
{
    const char *found = NULL;
    size_t least = LONGEST;
    for (size_t i = 0; i < count; i++) {
        size_t edits = distance(word, names[i]);
        if (edits >= least || !is_near(edits, word)) continue;
        least = edits;
        found = names[i];
    }
    return found;
}

static const struct option *find_option(const struct command *command, const char *name, size_t length)
{
    for (size_t i = 0; i < OPTIONS; i++)
        if ((table[i].commands & command->bit) && strlen(table[i].name) == length &&
            strncmp(table[i].name, name, length) == 0)
            return &table[i];
    return NULL;
}

static bool unknown_option(const struct command *command, const char *argument, size_t length,
                           const struct options *options)
{
    char word[LONGEST + 3] = "";
    const char *names[OPTIONS];
    size_t count = 0;
    for (size_t i = 0; i < OPTIONS; i++)
        if (table[i].commands & command->bit) names[count++] = table[i].name;
    snprintf(word, sizeof word, "%.*s", (int)(length < LONGEST ? length : LONGEST), argument);
    size_t dashes = strspn(word, "-");
    const char *near = nearest(word + dashes, names, count);
    fault(options->language, TEXT_OPTION_UNKNOWN, word, command->name);
    if (near) {
        snprintf(word, sizeof word, "--%s", near);
        fault(options->language, TEXT_MEANT, word);
    } else {
        fault(options->language, TEXT_HELP);
    }
    return false;
}

static bool set_flag(const struct option *option, bool with_value, struct options *options)
{
    bool *flag = (bool *)((char *)options + option->offset);
    if (with_value) return fault(options->language, TEXT_OPTION_NO_VALUE, option->name), false;
    *flag = true;
    return true;
}

static bool set_value(const struct option *option, const char *value, struct options *options)
{
    const char **place = (const char **)((char *)options + option->offset);
    if (!value || !*value)
        return fault(options->language, TEXT_OPTION_VALUE, option->name, option->value), false;
    if (*place) return fault(options->language, TEXT_OPTION_TWICE, option->name), false;
    *place = value;
    return true;
}

/* Both --option value and --option=value. What follows may begin with a dash: it is the value all the same.
 */
static bool read_option(const struct command *command, int count, char **arguments, int *at,
                        struct options *options)
{
    const char *argument = arguments[*at];
    size_t length = strcspn(argument, "=");
    const struct option *option =
        strncmp(argument, "--", 2) == 0 ? find_option(command, argument + 2, length - 2) : NULL;
    bool joined = argument[length] == '=';
    if (strcmp(argument, "-h") == 0) option = find_option(command, "help", 4);
    if (!option) return unknown_option(command, argument, length, options);
    if (!option->value) return set_flag(option, joined, options);
    if (joined) return set_value(option, argument + length + 1, options);
    const char *value = *at + 1 < count ? arguments[++*at] : NULL;
    return set_value(option, value, options);
}

static bool read_operand(const struct command *command, const char *argument, struct options *options)
{
    if (!command->operand || options->file || !*argument)
        return fault(options->language, TEXT_OPERAND_MANY, argument), fault(options->language, TEXT_HELP),
               false;
    options->file = argument;
    return true;
}

/* Faults are told in the language asked for, wherever on the line that stands. */
static void look_for_language(int count, char **arguments, struct options *options)
{
    for (int i = 0; i < count; i++) {
        const char *value = NULL;
        if (strncmp(arguments[i], "--lang=", 7) == 0)
            value = arguments[i] + 7;
        else if (strcmp(arguments[i], "--lang") == 0 && i + 1 < count)
            value = arguments[i + 1];
        if (value && toegang_language_parse(value, &options->language, NULL) != TOEGANG_GOOD)
            options->language = TOEGANG_NL;
    }
}

static bool needed_are_there(const struct command *command, const struct options *options)
{
    for (size_t i = 0; i < OPTIONS; i++) {
        const char *const *place = (const char *const *)((const char *)options + table[i].offset);
        if (!(table[i].needed & command->bit) || *place) continue;
        return fault(options->language, TEXT_OPTION_NEEDED, table[i].name, table[i].value), false;
    }
    if (command->operand && !options->file)
        return fault(options->language, TEXT_OPERAND_NEEDED, command->operand),
               fault(options->language, TEXT_HELP), false;
    return true;
}

/* Exactly one of these ways to say who acts. Two names are told, though a third may do. */
static bool one_of(const struct options *options, const char *const *given, const char *const *names, size_t count)
{
    size_t there = 0;
    for (size_t i = 0; i < count; i++) there += given[i] != NULL;
    if (there == 1) return true;
    char all[64] = "";
    for (size_t i = 0; i + 1 < count; i++) {
        size_t used = strlen(all);
        snprintf(all + used, sizeof all - used, i > 0 ? ", --%s" : "%s", names[i]);
    }
    fault(options->language, TEXT_OPTION_ONE_OF, all, names[count - 1]);
    return false;
}

static bool only_with(const struct options *options, const char *given, const char *name, const char *with,
                      const char *with_name)
{
    if (!given || with) return true;
    fault(options->language, TEXT_OPTION_ONLY_WITH, name, with_name);
    return false;
}

static bool sign_in_fits(const struct options *options)
{
    const char *saml = options->saml ? options->saml : options->query;
    return only_with(options, options->in_response_to, "in-response-to", saml, "saml") &&
           only_with(options, options->nonce, "nonce", options->jwt, "jwt");
}

/* A logout token is asked for nothing but whether it is genuine. */
static bool needs_eloket(const struct options *options)
{
    return !options->eloket && !(options->kind && strcmp(options->kind, "logout") == 0);
}

static bool check_fits(const struct options *options)
{
    const char *const given[] = {options->saml, options->jwt, options->holder};
    static const char *const names[] = {"saml", "jwt", "holder"};
    if (!one_of(options, given, names, 3) || !sign_in_fits(options)) return false;
    if (options->saml && !options->in_response_to)
        return fault(options->language, TEXT_OPTION_NEEDED, "in-response-to", "ID"), false;
    if (needs_eloket(options)) return fault(options->language, TEXT_OPTION_NEEDED, "eloket", "NAME"), false;
    return only_with(options, options->assurance, "assurance", options->holder, "holder") &&
           only_with(options, options->capacity, "capacity", options->holder, "holder") &&
           only_with(options, options->kind, "kind", options->jwt, "jwt");
}

static bool go_together(const struct command *command, const struct options *options)
{
    const char *const subjects[] = {options->organisation, options->holder};
    static const char *const subject_names[] = {"organisation", "holder"};
    const char *const messages[] = {options->saml, options->query, options->jwt};
    static const char *const message_names[] = {"saml", "query", "jwt"};
    if (command->bit == COMMAND_REPRESENT) return one_of(options, subjects, subject_names, 2);
    if (command->bit == COMMAND_INSPECT)
        return one_of(options, messages, message_names, 3) && sign_in_fits(options);
    return command->bit != COMMAND_CHECK || check_fits(options);
}

/* The program is a host and may look at the clock; the library may not. */
static bool read_values(struct options *options)
{
    toegang_report report = {0};
    toegang_status status = TOEGANG_GOOD;
    options->moment = (toegang_time)time(NULL);
    if (options->lang) status = toegang_language_parse(options->lang, &options->language, &report);
    if (status == TOEGANG_GOOD && options->at)
        status = toegang_time_parse(options->at, strlen(options->at), &options->moment, &report);
    if (status == TOEGANG_GOOD) return true;
    fault_report(options->language, &report);
    return false;
}

bool options_read(const struct command *command, int count, char **arguments, struct options *out)
{
    look_for_language(count, arguments, out);
    for (int i = 0; i < count; i++) {
        bool option = arguments[i][0] == '-' && arguments[i][1] != '\0';
        if (option && !read_option(command, count, arguments, &i, out)) return false;
        if (!option && !read_operand(command, arguments[i], out)) return false;
        if (out->help) return true;
    }
    return needed_are_there(command, out) && go_together(command, out) && read_values(out);
}

void help_command(const struct command *command)
{
    printf("toegang %s %s\n\n%s\n\n", command->name, command->synopsis, command->purpose);
    for (size_t i = 0; i < OPTIONS; i++) {
        char left[80];
        if (!(table[i].commands & command->bit)) continue;
        snprintf(left, sizeof left, "--%s %s", table[i].name, table[i].value ? table[i].value : "");
        printf("  %-33s %s\n", left, table[i].help);
    }
    printf("\nExit status: %s.\n", command->exits);
}

void help_program(void)
{
    printf("toegang COMMAND [OPTION]...\n\n"
           "Does this e-counter open for this person, on behalf of this enterprise, now, and why?\n\n");
    for (size_t i = 0; i < command_count; i++) printf("  %-14s %s\n", commands[i].name, commands[i].purpose);
    printf("\n  --version      the version and the adapters compiled in\n"
           "  --help         this text; toegang COMMAND --help for each command\n\n"
           "Exit status: 0 permit or done, 1 deny or refused, 2 usage or configuration, 3 indeterminate.\n");
}
