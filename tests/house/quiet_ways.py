"""How each route that may change anything is called for real; a route that is not here fails.

One line per method and rule: what is sent. `None`: it changes nothing about any case, and why is
the other text. The case of the stage stands second in its line; a first one of Ben's is before it.
"""

SAID = {"reason": "Said in public."}
POST = {"body": "An answer."}
RULE = {
    "title_de": "Viele",
    "title_en": "Many",
    "reason_de": "Weil.",
    "reason_en": "Because.",
    "match": "all",
    "hours": "30",
    "affected_count_at_least": "2",
    "is_in_force": "y",
}
FACTS = {"kind": "outage", "is_total_outage": "y", "contract_class": "private", **SAID}
TEMPLATE = {"title": "Router", "text": "Restart it.", "category": "", "language": "en"}
NEW_CASE = {"title": "No tone", "body": "Dead.", "category": "mobile", "kind": "outage"}

ARTICLE = {"title": "The line", "body": "Restart it.", "category": "mobile", "language": "en"}
OFFER = {"title_de": "Etwas", "title_en": "Something", "url": "/queue", "position": "0"}
ANSWER = {**POST, "then": "answer"}
GOODWILL = {
    "what": "2 GB more for this month",
    "why": "The meter counted twice.",
    "repeatable": "yes",
    "terms": "Whoever was counted twice.",
    "until": "<until>",
}

PAGES = {
    "POST /cases/<number>/affected": {},
    "POST /cases/<number>/claim": SAID,
    "POST /cases/<number>/confirmation": {},
    "POST /cases/<number>/decline": SAID,
    "POST /cases/<number>/different": {},
    "POST /cases/<number>/facts": FACTS,
    "POST /cases/<number>/goodwill": {**GOODWILL, **ANSWER},
    "POST /cases/<number>/head-start": {"hours": "4", "seen": "240", **SAID},
    "POST /cases/<number>/head-starts/<grant_id>/revoke": SAID,
    "POST /cases/<number>/helped": {},
    "POST /cases/<number>/incident": {"title": "The mast is off"},
    "POST /cases/<number>/incident/join": {"incident": "<incident>"},
    "POST /cases/<number>/incident/leave": {},
    "POST /incidents/<incident>/answers": {**POST, **SAID},
    "POST /incidents/<incident>/answers/again": {},
    "POST /incidents/<incident>/cases": {"numbers": "1-9"},
    "POST /incidents/<incident>/closing": {},
    "POST /cases/<number>/language": {"language": "de"},
    "POST /cases/<number>/merge": {"into": "1", "seen": "1", **SAID},
    "POST /cases/<number>/merge/undo": SAID,
    "POST /cases/<number>/posts": POST,
    "POST /cases/<number>/posts/<position>/edit": {"body": "Another text."},
    "POST /cases/<number>/posts/<position>/reports": {"reason": "insult"},
    "POST /cases/<number>/private": POST,
    "POST /cases/<number>/private/messages/<message_id>/lasting": {"vanishes": "y"},
    "POST /cases/<number>/private/requests": {"what": "Your customer number."},
    "POST /cases/<number>/rating": {"score": "1", "sentence": "Too slow."},
    "POST /cases/<number>/ratings/<rating_id>/take-out": {"ground": "insult", **SAID},
    "POST /cases/<number>/release": {},
    "POST /cases/<number>/reopening": {},
    "POST /cases/<number>/solution": {"post": "1"},
    "POST /cases/<number>/solution/withdrawal": {"post": "1"},
    "POST /cases/<number>/split": {"posts": "1", "title": "New", "category": "mobile", **SAID},
    "POST /cases/new": {**NEW_CASE, "contract_class": "private", "seen": "1", "draw": "1"},
    "POST /cases/<number>/article": ARTICLE,
    "POST /cases/<number>/article/link": {"article": "<article>"},
    "POST /desk/self-service": OFFER,
    "POST /desk/self-service/<row_id>": OFFER,
    "POST /help/<article>/edit": ARTICLE,
    "POST /help/<article>/helped": {},
    "POST /help/<article>/publication": {},
    "POST /help/<article>/withdrawal": {},
    "POST /desk/claims/<claim_id>/grant": ANSWER,
    "POST /desk/claims/<claim_id>/refuse": SAID,
    "POST /precedents/<precedent_id>/change": {"change": "end", **SAID},
    "POST /precedents/<precedent_id>/claims": {"case": "<number>"},
    "POST /moderation/precedents/<precedent_id>": {
        **{"ground": "personal_data", "passage": "by itself"},
        **SAID,
    },
    "POST /desk/next": {"lane": "mobile"},
    "POST /desk/lanes": {"lanes": "mobile"},
    "POST /desk/templates": TEMPLATE,
    "POST /desk/templates/<template_id>": TEMPLATE,
    "POST /desk/templates/<template_id>/retirement": {},
    "POST /not-solved/<key>": {},
    "POST /solved/<key>": {},
    "POST /desk/promises/<category>/<matter>": {"hours": "4", "mo": "8-18", "seen": "240 always"},
    "POST /cases/<number>/lock": {"ground": "insult", **SAID},
    "POST /cases/<number>/posts/<position>/take-out": {"passage": "Dead."},
    "POST /moderation/batch": {"ground": "advertising", **SAID, "chosen": "1"},
    "POST /moderation/next": {},
    "POST /moderation/objections/<appeal_id>": {"outcome": "upheld", **SAID},
    "POST /moderation/people/<person_id>": {
        **{"measure": "suspend", "days": "3", "ground": "insult"},
        **SAID,
    },
    "POST /moderation/people/<person_id>/decisions/<statement_id>/end": SAID,
    "POST /moderation/posts/<post_id>/pass": {},
    "POST /moderation/posts/<post_id>/redact": {
        **{"ground": "personal_data", "passage": "Dead."},
        **SAID,
    },
    "POST /statements/<statement_id>/objection": {"text": "It was right."},
    "POST /moderation/posts/<post_id>/approve": {},
    "POST /moderation/posts/<post_id>/hide": {"ground": "insult", **SAID},
    "POST /moderation/posts/<post_id>/keep": {},
    "POST /moderation/posts/<post_id>/move": {"category": "billing", **SAID},
    "POST /moderation/posts/<post_id>/show-again": SAID,
    "POST /moderation/rulebook/drafts": {},
    "POST /moderation/rulebook/drafts/<draft_id>": {"hours": "24", "note": "Less."},
    "POST /moderation/rulebook/drafts/<draft_id>/catch-up": {},
    "POST /moderation/rulebook/drafts/<draft_id>/discard": {},
    "POST /moderation/rulebook/drafts/<draft_id>/propose": {},
    "POST /moderation/rulebook/drafts/<draft_id>/publish": {"seen": "<fingerprint>"},
    "POST /moderation/rulebook/drafts/<draft_id>/rules/<code>": RULE,
    "POST /moderation/rulebook/drafts/<draft_id>/rules/<code>/remove": {},
    "POST /moderation/rulebook/drafts/<draft_id>/take-back": {},
}
PROGRAMS = {
    "POST /api/v1/cases": NEW_CASE,
    "POST /api/v1/cases/<number>/affected": {},
    "DELETE /api/v1/cases/<number>/affected": {},
    "POST /api/v1/cases/<number>/claim": SAID,
    "DELETE /api/v1/cases/<number>/claim": {},
    "POST /api/v1/cases/<number>/confirmation": {},
    "POST /api/v1/cases/<number>/decline": SAID,
    "POST /api/v1/cases/<number>/grants": {"minutes": 240, **SAID},
    "DELETE /api/v1/cases/<number>/grants/<grant_id>": SAID,
    "POST /api/v1/cases/<number>/posts": POST,
    "POST /api/v1/cases/<number>/posts/<position>/reports": {"reason": "insult"},
    "POST /api/v1/cases/<number>/reopening": {},
    "POST /api/v1/cases/<number>/solution": {"post": "<id>"},
    "POST /api/v1/queue/next": {"lane": "mobile"},
}
# What an account does about itself alone.
ABOUT_ONESELF = ("/account/", "/cases/preview", "/mail/off/")
