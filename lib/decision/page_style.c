/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The style of the pages, in each of them, and the policy that lets a browser use it and nothing else. Quiet,
 * one column, readable at 320 pixels; colours differ by 4.5 to 1 at least (WCAG 2.2 1.4.3), edges by 3 to 1
 * (1.4.11).
 */
#include "decision/page.h"

const char tg_page_style[] =
    "*{box-sizing:border-box}"
    "body{margin:0;border-top:.375rem solid #ffd600;background:#fff;color:#1f2328;overflow-wrap:anywhere;"
    "font:1.0625rem/1.55 system-ui,-apple-system,\"Segoe UI\",Roboto,\"Liberation Sans\",Arial,sans-serif}"
    "header,main{padding:.75rem max(1.25rem,50% - 21rem)}"
    "header{display:flex;flex-wrap:wrap;align-items:center;gap:.125rem 1.5rem;"
    "border-bottom:1px solid #c9d1d9;font-size:.9375rem}"
    "header p,header ul{margin:0}"
    ".site{flex:1 1 auto;font-weight:700;font-size:1.0625rem}"
    ".person{flex-basis:100%;display:flex;flex-wrap:wrap;align-items:baseline;gap:0 .75rem}"
    "nav ul{display:flex;flex-wrap:wrap;gap:0 .75rem;padding:0;list-style:none}"
    "nav a,.person a,.links a{display:inline-block;padding:.375rem 0}"
    "nav [aria-current]{color:inherit;font-weight:700;text-decoration:none}"
    "main{padding-bottom:3rem}"
    "h1{margin:1.5rem 0 1rem;font-size:1.875rem;line-height:1.2}"
    "h2{margin:2rem 0 .5rem;font-size:1.3125rem;line-height:1.3}"
    "p,ol{margin:0 0 1rem}"
    "ol{padding-inline-start:1.5rem}"
    ".why{font-size:1.1875rem}"
    "a{color:#0b55a8;text-underline-offset:.15em}"
    "a:hover{text-decoration-thickness:.125em}"
    ":focus-visible{outline:.1875rem solid #0b55a8;outline-offset:.1875rem}"
    "dl{margin:1.5rem 0 0;border-top:1px solid #c9d1d9}"
    "dl div{display:flex;flex-wrap:wrap;gap:0 1rem;padding:.5rem 0;border-bottom:1px solid #c9d1d9}"
    "dt{flex:0 1 9rem;color:#57606a}"
    "dd{margin:0;font-weight:600}"
    ".links,.choices{margin:1.5rem 0 2rem;padding:0;list-style:none}"
    ".links{display:flex;flex-wrap:wrap;align-items:center;gap:.75rem 1.5rem}"
    ".button,.links .button{display:inline-block;padding:.625rem 1.25rem;border:0;border-radius:.1875rem;"
    "background:#0b55a8;color:#fff;font:inherit;font-weight:600;text-decoration:none;cursor:pointer}"
    ".button:hover{background:#083e7b}"
    ".help{margin-top:2.5rem;color:#57606a;font-size:.9375rem}"
    "code{color:#1f2328;font-size:1em}"
    ".choices button{display:block;width:100%;margin:0 0 .75rem;padding:.75rem 1rem;border:1px solid #6e7781;"
    "border-radius:.1875rem;background:#fff;color:inherit;font:inherit;text-align:start;cursor:pointer}"
    ".choices button:hover{border-color:#0b55a8;background:#eef5fd}"
    ".choices strong,.choices span{display:block}"
    ".choices strong{color:#0b55a8}"
    ".choices span,#form{color:#57606a;font-size:.9375rem}"
    "label{display:block;font-weight:600}"
    "#form{margin:0 0 .375rem}"
    "input{width:16rem;max-width:100%;margin:0 .5rem .75rem 0;padding:.5625rem .75rem;"
    "border:1px solid #6e7781;border-radius:.1875rem;font:inherit}"
    "form p a{display:inline-block;padding:.625rem 1rem}";

/* Of the style above; a test computes it. */
#define STYLE_HASH "sha256-BDvUfVeSaCygWo32Q8SsJrWyNMHgclMfvV/6tD3k408="

const char *toegang_page_policy(void)
{
    return "default-src 'none'; style-src 'self' '" STYLE_HASH
           "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
}
