/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the program share. It sees the public headers only. */
#ifndef CLI_H
#define CLI_H

#include <stdbool.h>
#include <stdio.h>

#include <toegang.h>

/* What the program ends with. Nothing but a permit, or a command that did all it was asked, is 0. */
enum {
    EXIT_DONE = 0,
    EXIT_REFUSED = 1, /* deny, a refused assertion, a scenario that differs */
    EXIT_USAGE = 2,   /* the command line or the configuration is wrong */
    EXIT_UNKNOWN = 3  /* indeterminate: a directory, memory or the output failed */
};
int exit_of(toegang_status status);

/* ---- options.c, commands.c: two tables make the parsing, the help, the manual and the completions ---- */

struct command;

struct options {
    const char *config, *saml, *query, *jwt, *kind, *nonce, *provider, *relay_state, *holder, *organisation, *eloket,
        *right, *context, *in_response_to, *assurance, *capacity, *at, *lang, *file;
    const char *as, *as_saml, *as_jwt, *to, *role, *from, *until, *reg, *limit, *after, *soon, *as_of;
    const char *listen, *mode, *group, *certificate, *key, *authorities, *clients, *peers, *url, *threads, *queue,
        *connections, *patience;
    bool json, help;
    const struct command *command; /* which of them it is that runs */
    toegang_language language;     /* from lang */
    toegang_time moment;           /* from at, else the clock */
};

enum {
    COMMAND_CHECK = 1 << 0,
    COMMAND_INSPECT = 1 << 1,
    COMMAND_REPRESENT = 1 << 2,
    COMMAND_CONFIG = 1 << 3,
    COMMAND_TEST = 1 << 4,
    COMMAND_LOGIN_REQUEST = 1 << 5,
    COMMAND_METADATA = 1 << 6,
    COMMAND_APPOINT = 1 << 7,
    COMMAND_DISMISS = 1 << 8,
    COMMAND_GRANT = 1 << 9,
    COMMAND_REVOKE = 1 << 10,
    COMMAND_SUSPEND = 1 << 11,
    COMMAND_RESUME = 1 << 12,
    COMMAND_LIST_HTB = 1 << 13,
    COMMAND_LIST_HOLDERS = 1 << 14,
    COMMAND_LIST_RIGHTS = 1 << 15,
    COMMAND_LIST_ORGANISATIONS = 1 << 16,
    COMMAND_LIST_REVIEW = 1 << 17,
    COMMAND_AUDIT_VERIFY = 1 << 18,
    COMMAND_AUDIT_SHOW = 1 << 19,
    COMMAND_AUDIT_EXPORT = 1 << 20,
    COMMAND_AUDIT_REPLAY = 1 << 21,
    COMMAND_DIRECTORY_MIGRATE = 1 << 22,
    COMMAND_DIRECTORY_STATUS = 1 << 23,
    COMMAND_DIRECTORY_IMPORT = 1 << 24,
    COMMAND_DIRECTORY_EXPORT = 1 << 25,
    COMMAND_SERVE = 1 << 26
};

struct command {
    const char *name; /* one word or two: "check", "list htb" */
    unsigned bit;
    int (*run)(const struct options *options);
    const char *operand; /* "FILE", or NULL */
    const char *synopsis;
    const char *purpose;
    const char *exits; /* what the exit status says */
};
extern const struct command commands[];
extern const size_t command_count;

struct option {
    const char *name;  /* without its dashes */
    const char *value; /* what stands after it in the help; NULL: a flag */
    unsigned commands; /* where it is known */
    unsigned needed;   /* where it must be given */
    size_t offset;
    const char *help;
};
extern const struct option option_table[];
extern const size_t option_count;

/* False, with a fault told, when the command line is wrong. */
bool options_read(const struct command *command, int count, char **arguments, struct options *out);
void help_command(const struct command *command);

/* ---- options_together.c: false, with a fault told, when options do not go together ---- */
bool options_go_together(const struct command *command, const struct options *options);

/* ---- command.c: which command it is ---- */

/* From the words of the command line; *used: how many make its name. NULL: none, *exit_code with what was told. */
const struct command *command_choose(int count, char **words, int *used, int *exit_code);

/* ---- nearest.c: the nearest name, NULL when none is near ---- */
const char *nearest(const char *word, const char *const *names, size_t count);

/* ---- texts.c: what the program itself says, in four languages ---- */

enum text {
    TEXT_FAULT,
    TEXT_MEANT,
    TEXT_EXPECTED,
    TEXT_HELP,
    TEXT_OPTION_UNKNOWN,
    TEXT_OPTION_VALUE,
    TEXT_OPTION_TWICE,
    TEXT_OPTION_NEEDED,
    TEXT_OPTION_ONE_OF,
    TEXT_OPTION_ONLY_WITH,
    TEXT_OPTION_NO_VALUE,
    TEXT_OPERAND_NEEDED,
    TEXT_OPERAND_MANY,
    TEXT_COMMAND_UNKNOWN,
    TEXT_COMMAND_NEEDED,
    TEXT_COMMAND_OF,
    TEXT_VALUE,
    TEXT_FILE_DIRECTORY,
    TEXT_FILE_ABSENT,
    TEXT_FILE,
    TEXT_NO_TRUST,
    TEXT_HANDLE_KEY,
    TEXT_OUTPUT,
    TEXT_PROBLEM,
    TEXT_PROBLEMS,
    TEXT_GOOD,
    TEXT_TRUST,
    TEXT_DIRECTORIES,
    TEXT_ELOKETS,
    TEXT_NONE,
    TEXT_MORE,
    TEXT_REPRESENTED_BY,
    TEXT_REPRESENTS,
    TEXT_NOBODY,
    TEXT_LEGAL_REPRESENTATIVE,
    TEXT_HTB,
    TEXT_FUNCTION,
    TEXT_THROUGH,
    TEXT_SINCE,
    TEXT_UNTIL,
    TEXT_ACCEPTED,
    TEXT_REFUSED,
    TEXT_UNASKED,
    TEXT_UNASKED_NONCE,
    TEXT_IDENTITY,
    TEXT_HOLDER,
    TEXT_GIVEN_NAME,
    TEXT_FAMILY_NAME,
    TEXT_ISSUER,
    TEXT_KEY_USED,
    TEXT_ASSURANCE,
    TEXT_CAPACITY,
    TEXT_ORGANISATION,
    TEXT_ROLE,
    TEXT_VALID_UNTIL,
    TEXT_SIGNED_BY,
    TEXT_LOGOUT,
    TEXT_LOGGED_OUT,
    TEXT_SUBJECT,
    TEXT_SESSION,
    TEXT_ID,
    TEXT_STATEMENT,
    TEXT_SCENARIO_EXPECTED,
    TEXT_SCENARIO_CAME,
    TEXT_SCENARIOS,
    TEXT_MOMENT,
    TEXT_COUNT,
    TEXT_LIST_HTB,
    TEXT_LIST_HOLDERS,
    TEXT_LIST_RIGHTS,
    TEXT_LIST_ORGANISATIONS,
    TEXT_LIST_REVIEW,
    TEXT_ON_ELOKET,
    TEXT_CONTEXT,
    TEXT_GRANTED_BY,
    TEXT_REVIEW_GRANTOR,
    TEXT_REVIEW_LEFT,
    TEXT_REVIEW_SOON,
    TEXT_NEXT_PAGE,
    TEXT_TRAIL_WHOLE,
    TEXT_TRAIL_BROKEN,
    TEXT_TRAIL_TORN,
    TEXT_TRAIL_AT,
    TEXT_TRAIL_CONTINUED,
    TEXT_REPLAYED,
    TEXT_PROGRESS_ROWS,
    TEXT_PROGRESS_LEFT,
    TEXT_PROGRESS_PLACING,
    TEXT_IMPORT_RESUMED,
    TEXT_IMPORT_REJECT,
    TEXT_IMPORT_REJECTS,
    TEXT_IMPORT_OTHERS,
    TEXT_IMPORTED,
    TEXT_IMPORTED_ONE,
    TEXT_EXPORTED,
    TEXT_EXPORTED_ONE,
    TEXT_EXCHANGE_AS_OF,
    TEXT_IMPORTED_OPEN_DATA,
    TEXT_OPEN_DATA_NOBODY,
    TEXT_KNOWN_STATUS,
    TEXT_KNOWN_STOPPED,
    TEXT_KNOWN_CLOSED,
    TEXT_MIGRATE_SAME,
    TEXT_MIGRATE_RAISED,
    TEXT_MIGRATE_MADE,
    TEXT_MIGRATE_NONE,
    TEXT_STATUS_GOOD,
    TEXT_STATUS_BAD,
    TEXT_STATUS_SCHEMA,
    TEXT_STATUS_FACTS,
    TEXT_STATUS_AS_OF,
    TEXT_STATUS_NOW,
    TEXT_STATUS_TRAIL,
    TEXT_STATUS_ORGANISATIONS,
    TEXT_STATUS_ORGANISATIONS_AS_OF,
    TEXT_STATUS_NONE,
    TEXT_SERVE_ABSENT,
    TEXTS
};
const char *text(enum text which, toegang_language language);

/* ---- output.c ---- */

/* A text, and "toegang: " with a text and a line feed to stderr. The arguments are those of the text. */
void say(FILE *file, toegang_language language, enum text which, ...);
void fault(toegang_language language, enum text which, ...);
/* A report as a fault. */
void fault_report(toegang_language language, const toegang_report *report);
/* A sink of problems: file, line, column, the line itself with a caret. context: struct told. */
struct told {
    toegang_language language;
    size_t count;
};
void tell_problem(void *context, const char *file, const char *source_line, const toegang_report *problem);
/* What a writer that counts as snprintf does would write: yours to free(); NULL when memory is at its end. */
char *explained(const toegang_decision *decision, toegang_language language);
char *explained_json(const toegang_decision *decision);
/* The same of what became of a change: for a person, or for a program. */
char *explained_deed(const toegang_deed *deed, const struct options *options);
/* A line, with its line feed. */
void put_line(FILE *file, const char *line);
char *explained_report(const toegang_report *report, toegang_language language);
/* A JSON string with its quotes. A member after another one, "" is null; an organisation as "kbo:0999999922". */
void print_json(const char *value);
void print_member(const char *name, const char *value);
void print_organisation(const char *name, const toegang_organisation *organisation);
/* The Belgian civil day as the language writes it: "01-03-2019". */
#define DAY_ROOM 32
void write_day(toegang_language language, toegang_time time, char out[DAY_ROOM]);
/* A period of Belgian civil days; the last one is within. */
void print_period(toegang_language language, toegang_time from, toegang_time until);

/* ---- input.c ---- */

struct octets {
    char *at; /* ends in NUL after length */
    size_t length;
};
/* At most limit octets and one more; "-" is stdin. False with a fault told: no such file, a directory. */
bool input_read(const char *path, size_t limit, toegang_language language, struct octets *out);
void input_free(struct octets *octets);
/* A token: FILE, @FILE, @- or -; without the line feed at its end. False with a fault told. */
bool input_token(const char *path, toegang_language language, struct octets *out);
/* "id", "access", "userinfo", "introspection", "logout"; NULL: id. False with a fault told. */
bool input_kind(const char *name, toegang_language language, toegang_token_kind *out);
/* The configuration, its problems told. NULL with *exit_code set. */
toegang *input_config(const struct options *options, int *exit_code);
/* RRN, @FILE, @- or a handle. False with a fault told. */
bool input_number(const struct options *options, const toegang *all, const char *given, toegang_rrn *out);
/* An instant, or a Belgian day: its begin, which is now where it is today, or its end. 0 where none is given. */
bool input_begin(const struct options *options, const char *given, toegang_time *out);
bool input_end(const struct options *options, const char *given, toegang_time *out);
/* A whole number; 0 where none is given. */
bool input_count(const struct options *options, const char *name, const char *given, size_t *out);
bool input_organisation(const struct options *options, toegang_organisation *out);

/* ---- handle.c ---- */

/* The key that handles are made with: the configuration's, else the user's own, made on first use when make
 * is set. */
bool handle_key(const toegang *all, toegang_language language, bool make, uint8_t out[32]);

/* ---- ask.c: one question from beginning to end, for check and test ---- */

struct ask {
    const char *saml, *in_response_to; /* a response, */
    const char *jwt, *nonce;           /* or a token; both NULL: holder is stated */
    toegang_token_kind kind;
    bool rehearsal; /* nothing is noted as used, and no keys are fetched */
    toegang_rrn holder;
    toegang_assurance assurance;
    const char *capacity;
    toegang_organisation organisation;
    const char *eloket, *right, *context;
    toegang_time at;
};
/* Who it is; the report says why not, and holds nothing where the fault was told. */
toegang_status identify(const toegang *all, const struct ask *question, toegang_language language,
                        toegang_identity **out, toegang_report *report);
/* A refusal as every verdict is shown, with *out; EXIT_USAGE with the fault told. */
int refuse(const toegang_report *why, toegang_language language, toegang_decision **out);
/* EXIT_DONE, _REFUSED or _UNKNOWN with *out; EXIT_USAGE with the fault told. */
int ask(const toegang *all, const struct ask *question, toegang_language language, toegang_decision **out);
bool assurance_read(const char *name, toegang_assurance *out);

int run_check(const struct options *options);
int run_inspect(const struct options *options);
int run_represent(const struct options *options);
int run_config(const struct options *options);
int run_test(const struct options *options);
int run_login_request(const struct options *options);
int run_metadata(const struct options *options);
int run_change(const struct options *options); /* appoint, dismiss, grant, revoke, suspend, resume */
int run_list(const struct options *options);
int run_audit(const struct options *options); /* audit verify, show, export, replay */
int run_directory_migrate(const struct options *options);
int run_directory_status(const struct options *options);
int run_directory_import(const struct options *options);
int run_directory_export(const struct options *options);
int run_serve(const struct options *options);

/* ---- logout.c: a logout token or message is nobody's sign-in, and opens nothing ---- */

int judge_logout(const struct options *options, const toegang *all);

#endif
