/* SPDX-License-Identifier: Apache-2.0 */
/* One table of options: what is parsed, what is helped with, what belongs to which command; generate/ makes the manual
 * and the completions from it. */
#include <stddef.h>
#include <string.h>
#include <time.h>

#include "cli.h"

#define SIGN_INS (COMMAND_CHECK | COMMAND_INSPECT)
#define MESSAGES (COMMAND_LOGIN_REQUEST | COMMAND_METADATA)
#define QUESTIONS (SIGN_INS | COMMAND_REPRESENT)
#define APPOINTMENTS (COMMAND_APPOINT | COMMAND_DISMISS)
#define RIGHTS (COMMAND_GRANT | COMMAND_REVOKE)
#define CHANGES (APPOINTMENTS | RIGHTS | COMMAND_SUSPEND | COMMAND_RESUME)
#define LISTS                                                                                                           \
    (COMMAND_LIST_HTB | COMMAND_LIST_HOLDERS | COMMAND_LIST_RIGHTS | COMMAND_LIST_ORGANISATIONS | COMMAND_LIST_REVIEW)
#define AUDITS (COMMAND_AUDIT_VERIFY | COMMAND_AUDIT_SHOW | COMMAND_AUDIT_EXPORT | COMMAND_AUDIT_REPLAY)
#define LOADS (COMMAND_DIRECTORY_IMPORT | COMMAND_DIRECTORY_EXPORT)
#define STORES (LOADS | COMMAND_DIRECTORY_MIGRATE | COMMAND_DIRECTORY_STATUS)
#define ASKED (QUESTIONS | LISTS)
#define CONFIGURED (ASKED | MESSAGES | CHANGES | AUDITS | STORES | COMMAND_SERVE)
#define EVERYWHERE (CONFIGURED | COMMAND_CONFIG | COMMAND_TEST)
#define LISTS_OF_RIGHTS (COMMAND_LIST_HOLDERS | COMMAND_LIST_RIGHTS | COMMAND_LIST_REVIEW)
#define LISTS_OF_ONE (COMMAND_LIST_HTB | COMMAND_LIST_HOLDERS | COMMAND_LIST_REVIEW)
#define ASKED_FOR (COMMAND_CHECK | COMMAND_REPRESENT | LISTS_OF_ONE | COMMAND_LIST_RIGHTS)
#define LONGEST 63 /* octets of a name that is none, as it is shown */
#define AT(member) offsetof(struct options, member)

const struct option option_table[] = {
    {"config", "FILE", CONFIGURED, CONFIGURED, AT(config), "the configuration (toegang.yaml)"},
    {"saml", "FILE", SIGN_INS, 0, AT(saml), "the samlp:Response, base64 as posted or XML; - is standard input"},
    {"in-response-to", "ID", SIGN_INS | CHANGES, 0, AT(in_response_to), "the ID of the request that the response answers"},
    {"jwt", "FILE|@-", SIGN_INS, 0, AT(jwt), "the token; @- is standard input"},
    {"query", "FILE", COMMAND_INSPECT, 0, AT(query), "the query of a logout message by HTTP-Redirect, as it came"},
    {"kind", "id|access|userinfo|introspection|logout", SIGN_INS | CHANGES, 0, AT(kind),
     "what the token is, else id; logout also of a SAML message"},
    {"nonce", "N", SIGN_INS | CHANGES, 0, AT(nonce), "the nonce of the request that the ID token answers"},
    {"provider", "ENTITY", MESSAGES, 0, AT(provider), "entity id of the provider; else the only one that there is"},
    {"relay-state", "TEXT", COMMAND_LOGIN_REQUEST, 0, AT(relay_state), "what the provider gives back, 80 octets"},
    {"holder", "RRN|@FILE|~HANDLE", COMMAND_CHECK | COMMAND_REPRESENT | COMMAND_LIST_RIGHTS | COMMAND_LIST_ORGANISATIONS,
     COMMAND_LIST_RIGHTS | COMMAND_LIST_ORGANISATIONS, AT(holder),
     "who acts, or whose they are: a national number, @FILE or @- that holds one, or a handle"},
    {"as", "RRN|@FILE|~HANDLE", CHANGES, 0, AT(as), "who acts: @FILE or @- that holds the national number"},
    {"as-saml", "FILE", CHANGES, 0, AT(as_saml), "who acts, by a samlp:Response, with --in-response-to"},
    {"as-jwt", "FILE|@-", CHANGES, 0, AT(as_jwt), "who acts, by a token"},
    {"to", "RRN|@FILE|~HANDLE", CHANGES, CHANGES, AT(to), "whom it is about: @FILE or @- that holds the national number"},
    {"organisation", "N", ASKED_FOR | CHANGES, CHANGES | LISTS_OF_ONE, AT(organisation),
     "for whom: an enterprise number or another key (ovo:…, nis:…); check: else for oneself"},
    {"role", "htb", APPOINTMENTS, 0, AT(role), "what the person becomes or stops being: htb, and nothing else"},
    {"eloket", "NAME", COMMAND_CHECK | LISTS_OF_RIGHTS | (CHANGES & ~APPOINTMENTS), CHANGES & ~APPOINTMENTS, AT(eloket),
     "the e-counter"},
    {"right", "NAME", COMMAND_CHECK | LISTS_OF_RIGHTS | RIGHTS, RIGHTS, AT(right),
     "the right; check: else the one that the e-counter names"},
    {"context", "VALUE", COMMAND_CHECK | RIGHTS, 0, AT(context), "the context that the right must hold for"},
    {"from", "DAY|TIME", CHANGES, 0, AT(from), "when it begins, a Belgian day or an instant; else now"},
    {"until", "DAY|TIME", CHANGES & ~COMMAND_RESUME, 0, AT(until), "its last day, within, or the instant that it ends; else it stays"},
    {"register", "kbo|btb|gebruikersbeheer|rollenbeheer", STORES, LOADS, AT(reg), "which register"},
    {"as-of", "DAY|TIME", COMMAND_DIRECTORY_IMPORT, 0, AT(as_of), "how old the file is; else as it says itself, or its time of change"},
    {"assurance", "low|substantial|high", COMMAND_CHECK | CHANGES, 0, AT(assurance),
     "with --holder or --as: how strong the digital key was"},
    {"capacity", "NAME", COMMAND_CHECK | CHANGES, 0, AT(capacity), "with --holder or --as: the capacity chosen at sign-in"},
    {"soon", "DAYS", COMMAND_LIST_REVIEW, 0, AT(soon), "what ends within so many days is listed; else 30"},
    {"limit", "N", LISTS, 0, AT(limit), "rows at most; else all of them"},
    {"after", "CURSOR", LISTS, 0, AT(after), "the rows after that one: the cursor of the last row of the page before"},
    {"listen", "ADDRESS", COMMAND_SERVE, 0, AT(listen),
     "where it listens, unix:PATH or ADDRESS:PORT; off this machine with TLS only; else unix:/run/toegang/serve.sock"},
    {"socket-mode", "MODE", COMMAND_SERVE, 0, AT(mode), "who may use the unix socket; else 0660"},
    {"socket-group", "GROUP", COMMAND_SERVE, 0, AT(group), "whose the unix socket is; else the group that the service runs as"},
    {"certificate", "FILE", COMMAND_SERVE, 0, AT(certificate), "TLS: our certificate and those between, PEM"},
    {"key", "FILE", COMMAND_SERVE, 0, AT(key), "TLS: the private key of our certificate, PEM"},
    {"authorities", "FILE", COMMAND_SERVE, 0, AT(authorities), "TLS: whose certificates of clients are believed, PEM"},
    {"clients", "NAMES", COMMAND_SERVE, 0, AT(clients), "TLS: the names of clients that are let in; else all that the authorities know"},
    {"peers", "LIST", COMMAND_SERVE, 0, AT(peers), "who may state who a person is: unix, addresses, networks; else unix"},
    {"url", "URL", COMMAND_SERVE, 0, AT(url), "where we are for others, for /.well-known/authzen-configuration"},
    {"threads", "N", COMMAND_SERVE, 0, AT(threads), "threads that ask directories; else 8"},
    {"queue", "N", COMMAND_SERVE, 0, AT(queue), "requests that wait for a thread; one more is answered 503; else 256"},
    {"connections", "N", COMMAND_SERVE, 0, AT(connections), "connections at once; else 512"},
    {"patience", "MS", COMMAND_SERVE, 0, AT(patience), "how long the directories may take for a question; else 2000"},
    {"at", "TIME", ASKED | MESSAGES, 0, AT(at), "the moment asked about, 2026-11-23T10:00:00Z; else now"},
    {"lang", "nl|en|fr|de", EVERYWHERE, 0, AT(lang), "the language of what people read; else nl"},
    {"json", NULL, ASKED | COMMAND_LOGIN_REQUEST | CHANGES | AUDITS | STORES, 0, AT(json), "for programs"},
    {"help", NULL, EVERYWHERE, 0, AT(help), "this text"},
};
#define OPTIONS (sizeof option_table / sizeof *option_table)
const size_t option_count = OPTIONS;

static const struct option *find_option(const struct command *command, const char *name, size_t length)
{
    for (size_t i = 0; i < OPTIONS; i++)
        if ((option_table[i].commands & command->bit) && strlen(option_table[i].name) == length &&
            strncmp(option_table[i].name, name, length) == 0)
            return &option_table[i];
    return NULL;
}

static bool unknown_option(const struct command *command, const char *argument, size_t length,
                           const struct options *options)
{
    char word[LONGEST + 3] = "";
    const char *names[OPTIONS];
    size_t count = 0;
    for (size_t i = 0; i < OPTIONS; i++)
        if (option_table[i].commands & command->bit) names[count++] = option_table[i].name;
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
        const char *const *place = (const char *const *)((const char *)options + option_table[i].offset);
        if (!(option_table[i].needed & command->bit) || *place) continue;
        return fault(options->language, TEXT_OPTION_NEEDED, option_table[i].name, option_table[i].value), false;
    }
    if (command->operand && !options->file)
        return fault(options->language, TEXT_OPERAND_NEEDED, command->operand),
               fault(options->language, TEXT_HELP), false;
    return true;
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
    return needed_are_there(command, out) && options_go_together(command, out) && read_values(out);
}

void help_command(const struct command *command)
{
    printf("toegang %s %s\n\n%s\n\n", command->name, command->synopsis, command->purpose);
    for (size_t i = 0; i < OPTIONS; i++) {
        char left[80];
        if (!(option_table[i].commands & command->bit)) continue;
        snprintf(left, sizeof left, "--%s %s", option_table[i].name, option_table[i].value ? option_table[i].value : "");
        printf("  %-33s %s\n", left, option_table[i].help);
    }
    printf("\nExit status: %s.\n", command->exits);
}
