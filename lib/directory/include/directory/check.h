/* SPDX-License-Identifier: Apache-2.0 */
/* The checks of this floor; doc/checks.md describes each. */
#ifndef TG_DIRECTORY_CHECK_H
#define TG_DIRECTORY_CHECK_H

/* One fact, from a file or from an adapter. */
#define CHECK_FACT_KIND "fact.kind"       /* not a function, appointment, right or suspension */
#define CHECK_FACT_HOLDER "fact.holder"   /* no holder where one is needed, or not a national number */
#define CHECK_FACT_HELD_BY "fact.held-by" /* a company that is no enterprise number, or beside a holder */
#define CHECK_FACT_ORGANISATION \
    "fact.organisation"                 /* no organisation where one is needed, or not a typed key */
#define CHECK_FACT_CODE "fact.code"     /* a KBO function is 5 digits, an appointment htb, a right a name */
#define CHECK_FACT_ELOKET "fact.eloket" /* a right names an e-counter, functions and appointments none */
#define CHECK_FACT_TEXT "fact.text"     /* over 256 octets, not UTF-8, or with control characters */
#define CHECK_FACT_PERIOD "fact.period" /* ends before it begins */

/* The form of a YAML directory. */
#define CHECK_FACT_SHAPE "fact.shape"     /* not a mapping, list or value where one belongs */
#define CHECK_FACT_KEY "fact.key"         /* an unknown key */
#define CHECK_FACT_MISSING "fact.missing" /* a key that a row needs is not there */
#define CHECK_FACT_TIME "fact.time"       /* neither a day 2027-03-01 nor an instant 2027-03-01T10:00:00Z */
#define CHECK_FACT_REGISTER \
    "fact.register" /* a register that is not kbo, btb, gebruikersbeheer, rollenbeheer */

/* Facts of a file for one register. */
#define CHECK_IMPORT_NAME "import.name"     /* a file that is named neither .csv nor .yaml */
#define CHECK_IMPORT_FIELD "import.field" /* a field of KBO Open Data that is not of the form of its column */
#define CHECK_IMPORT_EXTRACT "import.extract" /* KBO Open Data that is no full extract of a day: an update, or a meta.csv that does not say */
#define CHECK_IMPORT_COLUMN "import.column" /* no header, a column that is unknown there, or one that stands twice */

/* What a directory answers. */
#define CHECK_DIRECTORY_ANSWER "directory.answer" /* a fact that does not fit the question */
#define CHECK_DIRECTORY_FACT "directory.fact"     /* an adapter pushed what is no well-formed fact */
#define CHECK_DIRECTORY_LIMIT "directory.limit"   /* more than TOEGANG_FACTS_MAX facts for one question */
#define CHECK_DIRECTORY_STATUS \
    "directory.status" /* an adapter failed without a reason or with an unknown status */


/* What a store outside the process does, or does not. */
#define CHECK_DIRECTORY_ADAPTER "directory.adapter" /* an adapter that is not compiled in */
#define CHECK_DIRECTORY_SETTINGS \
    "directory.settings" /* a path, connection string, URL or option that cannot name a store */
#define CHECK_DIRECTORY_CONNECTION "directory.connection" /* no connection, or it was lost */
#define CHECK_DIRECTORY_TIME_OUT "directory.time-out"     /* no answer within the patience */
#define CHECK_DIRECTORY_STORE "directory.store"           /* the store answered with an error of its own */
#define CHECK_DIRECTORY_SCHEMA "directory.schema"         /* a schema that is too old, too new or not there */
#define CHECK_DIRECTORY_ROW "directory.row"               /* a row of a store that is no well-formed fact */
#define CHECK_DIRECTORY_QUERY "directory.query"           /* a query or map of one's own that does not fit */
#define CHECK_DIRECTORY_STALE "directory.stale"           /* what a source knows is older than may be */
#define CHECK_DIRECTORY_BREAKER "directory.breaker"       /* a source that failed in a row is left alone for a while */
#define CHECK_DIRECTORY_AT_HAND "directory.at-hand"       /* what was asked at hand would have to be waited for */
#define CHECK_DIRECTORY_READ_ONLY "directory.read-only"   /* a change of a directory that takes none */
#define CHECK_DIRECTORY_CHANGED "directory.changed"       /* what was to be changed is not there any more */
#define CHECK_DIRECTORY_COMMIT "directory.commit"         /* it is not known whether a change was kept */

#endif
