/* SPDX-License-Identifier: Apache-2.0 */
/* What the files share: settings of servers and places, a Require line, what is known of a request. */
#ifndef MOD_TOEGANG_H
#define MOD_TOEGANG_H

#include <stdbool.h>

#include <toegang.h>
#include <toegang/sys/identity.h>

#include <ap_expr.h>
#include <httpd.h>
#include <http_config.h>
#include <http_log.h>
#include <mod_auth.h>

APLOG_USE_MODULE(toegang);

#define TG_NAME "toegang"      /* in `Require toegang` and `AuthType toegang` */
#define TG_SOMEBODY "somebody" /* whose number could not be read */
#define TG_CHECK_NOBODY "identity.absent"
#define TG_RETRY_AFTER "5" /* seconds, with every 503 */
#define TG_LANGUAGE_COOKIE "toegang_language"
#define TG_PATIENCE_MS 2000 /* for the directories together, unless ToegangPatience says otherwise */
#define TG_PATIENCE_MAX_MS 60000

/* Of a server; a virtual host without a ToegangConfig has that of the main server. */
struct tg_server {
    toegang *all; /* NULL: no ToegangConfig */
    /* struct tg_line *: Require lines whose words are looked up when all is read. */
    apr_array_header_t *lines;
};

/* What an assurance is called by who signs people in: `ToegangAssurance "%{…}" urn:…=high`. */
struct tg_level {
    const char *name;
    toegang_assurance assurance;
};

/* Links of a page: `ToegangLink home /`. */
enum { TG_LINK_SIGN_IN, TG_LINK_SIGN_OUT, TG_LINK_CHOOSE, TG_LINK_HOME, TG_LINK_LANGUAGE, TG_LINK_RIGHTS, TG_LINKS };

/* Of a place (directory, location, …). NULL, 0 or -1: not said here. */
struct tg_place {
    const ap_expr_info_t *holder;
    const ap_expr_info_t *assurance;
    const apr_array_header_t *levels; /* struct tg_level, with assurance */
    const ap_expr_info_t *capacity;
    int language; /* toegang_language */
    int64_t patience_ms;
    const char *style; /* local paths, all of them */
    const char *titles[TOEGANG_LANGUAGES + 1]; /* in a language, and at last in any */
    const char *links[TG_LINKS];
};

/* One `Require toegang …`. */
struct tg_line {
    const char *eloket;
    const char *right;                  /* NULL: the one that the policy names */
    const ap_expr_info_t *context;      /* NULL: none */
    const ap_expr_info_t *organisation; /* NULL: the one that the identity states, else oneself */
    bool self;                          /* `for self`: oneself, whatever the identity states */
    /* A no of it may open: within RequireNone, after `not`, or in an alias that can be used there. */
    bool turned;
    const char *file;
    int number;
};

/* An answer and what it tells the application. */
struct tg_answer {
    toegang_decision *decision; /* NULL: none */
    apr_table_t *told;          /* TOEGANG_* */
};

/* One of these lines, for what it asked in a request, and what it answered. */
struct tg_asked {
    const struct tg_line *line;
    const char *organisation, *context; /* of its expressions; NULL: it has none, or got not so far */
    authz_status answer;
};

/* Of a request. */
struct tg_visitor {
    const toegang_identity *identity; /* NULL: nobody yet */
    const struct tg_place *place;     /* that it was attested for; NULL: a token says it, everywhere */
    struct tg_answer permit;
    struct tg_answer refusal;  /* of several the one that could not be judged, else the last */
    apr_array_header_t *asked; /* struct tg_asked; NULL: nothing was */
    bool within;               /* the server's own judging runs inside ours */
    bool nobody;               /* a line that is turned needs to know who it is */
    bool through;              /* the whole let in */
    bool ended;                /* the server's error is ours: a line that is turned could not be judged */
};

/* config.c */
void *tg_server_new(apr_pool_t *pool, server_rec *server);
void *tg_server_merge(apr_pool_t *pool, void *base, void *more);
const char *tg_open(cmd_parms *command, void *place, const char *file);
toegang *tg_all(const server_rec *server);
/* A report in English, in one line; and one of ours, whose status is returned. */
const char *tg_explained(apr_pool_t *pool, const toegang_report *report);
toegang_status tg_fault(toegang_report *report, toegang_status status, const char *check);

/* place.c */
void *tg_place_new(apr_pool_t *pool, char *path);
void *tg_place_merge(apr_pool_t *pool, void *base, void *more);
const struct tg_place *tg_place_of(const request_rec *r);
extern const command_rec tg_directives[];
bool tg_is_htaccess(const cmd_parms *command);
/* An expression that becomes text; NULL with a reason in *wrong. */
const ap_expr_info_t *tg_expression(cmd_parms *command, const char *text, const char **wrong);
/* What it is for this request. MISUSE when the server cannot evaluate it. */
toegang_status tg_value(request_rec *r, const ap_expr_info_t *expression, const char **out,
                        toegang_report *report);

/* require.c */
const char *tg_line_parse(cmd_parms *command, const char *text, const void **out);
/* The words of lines that were read before their configuration: OK, or errors that are logged. */
int tg_lines_check(server_rec *first);

/* who.c */
/* What is in *out is the request's. REFUSED when the server's word is no number. */
toegang_status tg_who(request_rec *r, const toegang_identity **out, toegang_report *report);
/* Takes the identity, which lives as long as the request; place as in tg_visitor. */
void tg_know(request_rec *r, toegang_identity *identity, const struct tg_place *place);
/* "~…" where the configuration has a key for handles, else the number masked. */
char *tg_person(request_rec *r, const toegang_identity *identity);
/* r->user shows no national number. identity NULL: what could be one is hidden. */
void tg_mask_user(request_rec *r, const toegang_identity *identity);

/* visitor.c */
struct tg_visitor *tg_visitor_of(request_rec *r);
/* Takes the decision. */
void tg_keep(struct tg_visitor *visitor, toegang_decision *decision, apr_table_t *told);
void tg_forget_refusal(struct tg_visitor *visitor);
/* What could not even be asked, as an answer that is told and kept. */
void tg_refused(request_rec *r, const toegang_report *report);
/* There is one, and it could not be judged. */
bool tg_is_undecided(const struct tg_answer *refusal);

/* provider.c, section.c */
void tg_provider_register(apr_pool_t *pool);
/* Asks these (struct tg_asked) again for this request: whether what let in still does. */
bool tg_answers_as_before(request_rec *r, const apr_array_header_t *before);
void tg_section_register(apr_pool_t *pool);

/* page.c */
void tg_page_register(apr_pool_t *pool);

/* bearer.c */
void tg_bearer_register(apr_pool_t *pool);
/* Of a refusal: RFC 6750 section 3. */
void tg_challenge(request_rec *r, const char *error, const char *check);
void tg_challenge_denied(request_rec *r, const char *check);

/* environment.c */
void tg_environment_register(apr_pool_t *pool);
apr_table_t *tg_told(request_rec *r, const toegang_decision *decision, const toegang_identity *identity,
                     const toegang_organisation *organisation);
void tg_tell(request_rec *r, const apr_table_t *told);
toegang_language tg_language(request_rec *r);

#endif
