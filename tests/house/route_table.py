"""Who gets what answer from every route; a route that is not here does not pass the tests.

One line per method and rule, one column per person. A form is sent empty, with no forgery token
asked for: a person who may use it gets 422 (or the answer to an empty form), one who may not gets
403, or 404 where even its existence is hidden. `in` is the redirect to the sign-in page. The case
of the stage is Anna's; Ben (`oth`) has said "me too" in it; <position> is her own post, <post_id>
one of Fred's that waits for a look, and every <key>, <row_id> and <name> is one that is not there.
"""

PERSONS = (
    "visitor",
    "new",
    "customer",
    "other",
    "author",
    "suspended",
    "staff",
    "moderator",
    "admin",
)

TABLE = """
                                                            vis new cus oth aut sus sta mod adm
GET    /                                                    200 200 200 200 200 200 200 200 200

GET    /account                                             in  200 200 200 200 200 200 200 200
GET    /account/confirm/<key>                               404 404 404 404 404 404 404 404 404
POST   /account/confirm/<key>                               404 404 404 404 404 404 404 404 404
GET    /account/delete                                      in  200 200 200 200 200 200 200 200
POST   /account/delete                                      in  422 422 422 422 422 409 409 409
GET    /account/forgotten                                   200 200 200 200 200 200 200 200 200
POST   /account/forgotten                                   422 422 422 422 422 422 422 422 422
GET    /account/forgotten/sent                              200 200 200 200 200 200 200 200 200
POST   /account/language                                    in  422 422 422 422 422 422 422 422
GET    /account/new                                         200 200 200 200 200 200 200 200 200
POST   /account/new                                         422 422 422 422 422 422 422 422 422
GET    /account/new/sent                                    200 200 200 200 200 200 200 200 200
GET    /account/notifications                               in  200 200 200 200 200 200 200 200
POST   /account/notifications/read                          in  303 303 303 303 303 303 303 303
GET    /account/mails                                       in  200 200 200 200 200 200 200 200
POST   /account/mails                                       in  422 422 422 422 422 422 422 422
GET    /account/password                                    in  200 200 200 200 200 200 200 200
POST   /account/password                                    in  422 422 422 422 422 422 422 422
GET    /account/reset/<key>                                 404 404 404 404 404 404 404 404 404
POST   /account/reset/<key>                                 404 404 404 404 404 404 404 404 404
GET    /account/sign-in                                     200 303 303 303 303 303 303 303 303
POST   /account/sign-in                                     422 422 422 422 422 422 422 422 422
POST   /account/sign-ins/<row_id>/end                       in  404 404 404 404 404 404 404 404
POST   /account/sign-ins/end                                in  in  in  in  in  in  in  in  in
POST   /account/sign-out                                    303 303 303 303 303 303 303 303 303
POST   /account/tokens                                      in  422 422 422 422 422 422 422 422
POST   /account/tokens/<row_id>/delete                      in  404 404 404 404 404 404 404 404

GET    /cases                                               200 200 200 200 200 200 200 200 200
GET    /cases/<number>                                      200 200 200 200 200 200 200 200 200
POST   /cases/<number>/affected                             in  303 303 303 403 403 403 403 403
GET    /cases/<number>/article                              in  403 403 403 403 403 409 403 409
POST   /cases/<number>/article                              in  403 403 403 403 403 409 403 409
POST   /cases/<number>/article/link                         in  403 403 403 403 403 409 403 409
GET    /cases/<number>/incident                             in  403 403 403 403 403 200 403 200
POST   /cases/<number>/incident                             in  403 403 403 403 403 422 403 422
POST   /cases/<number>/incident/join                        in  403 403 403 422 403 422 403 422
POST   /cases/<number>/incident/leave                       in  403 403 403 409 403 409 403 409
GET    /cases/<number>/claim                                in  403 403 403 403 403 200 403 200
POST   /cases/<number>/claim                                in  403 403 403 403 403 409 403 409
GET    /cases/<number>/facts                                in  403 403 403 403 403 403 200 200
POST   /cases/<number>/facts                                in  403 403 403 403 403 403 422 422
GET    /cases/<number>/head-start                           in  403 403 403 403 403 403 200 200
POST   /cases/<number>/head-start                           in  403 403 403 403 403 403 422 422
GET    /cases/<number>/head-starts/<grant_id>/revoke        in  403 403 403 403 403 403 404 404
POST   /cases/<number>/head-starts/<grant_id>/revoke        in  403 403 403 403 403 403 404 404
POST   /cases/<number>/different                            in  403 403 403 409 403 403 403 403
GET    /cases/<number>/merge                                in  403 403 403 403 403 403 200 200
POST   /cases/<number>/merge                                in  403 403 403 403 403 403 422 422
GET    /cases/<number>/merge/undo                           in  403 403 403 403 403 403 409 409
POST   /cases/<number>/merge/undo                           in  403 403 403 403 403 403 409 409
GET    /cases/<number>/split                                in  403 403 403 403 403 403 200 200
POST   /cases/<number>/split                                in  403 403 403 403 403 403 422 422
GET    /cases/<number>/place                                200 200 200 200 200 200 200 200 200
POST   /cases/<number>/release                              in  403 403 403 403 403 409 403 409
POST   /cases/<number>/confirmation                         in  403 403 403 409 403 403 403 403
GET    /cases/<number>/decline                              in  403 403 403 403 403 200 403 200
POST   /cases/<number>/decline                              in  403 403 403 403 403 422 403 422
POST   /cases/<number>/helped                               in  303 303 303 403 403 403 403 403
POST   /cases/<number>/language                             in  403 403 403 422 403 403 422 422
POST   /cases/<number>/posts                                in  422 422 422 422 403 422 422 422
GET    /cases/<number>/posts/<position>                     302 302 302 302 302 302 302 302 302
GET    /cases/<number>/posts/<position>/edit                in  403 403 403 200 403 403 403 403
POST   /cases/<number>/posts/<position>/edit                in  403 403 403 422 403 403 403 403
GET    /cases/<number>/posts/<position>/history             200 200 200 200 200 200 200 200 200
GET    /cases/<number>/posts/<position>/reports             200 200 200 200 403 200 200 200 200
POST   /cases/<number>/posts/<position>/reports             422 422 422 422 403 422 422 422 422
GET    /cases/<number>/private                              in  403 403 403 200 403 200 200 200
POST   /cases/<number>/private                              in  403 403 403 422 403 422 403 422
GET    /cases/<number>/private/files/<file_id>              in  403 403 403 404 403 404 404 404
POST   /cases/<number>/private/messages/<message_id>/lasting in  403 403 403 404 403 404 403 404
POST   /cases/<number>/private/requests                     in  403 403 403 403 403 422 403 422
GET    /cases/<number>/rating                               in  403 403 403 200 403 403 403 403
POST   /cases/<number>/rating                               in  403 403 403 422 403 403 403 403
GET    /cases/<number>/ratings/<rating_id>/take-out         in  403 403 403 403 403 403 404 404
POST   /cases/<number>/ratings/<rating_id>/take-out         in  403 403 403 403 403 403 404 404
POST   /cases/<number>/reopening                            in  403 403 403 409 403 403 403 403
POST   /cases/<number>/solution                             in  403 403 403 303 403 403 403 403
POST   /cases/<number>/solution/withdrawal                  in  403 403 403 422 403 422 403 422
GET    /cases/new                                           200 200 200 200 200 200 200 200 200
POST   /cases/new                                           in  422 422 422 422 403 422 422 422
POST   /cases/preview                                       200 200 200 200 200 200 200 200 200
GET    /cases/similar                                       200 200 200 200 200 200 200 200 200
GET    /cases/self-service                                  200 200 200 200 200 200 200 200 200

GET    /desk                                                in  403 403 403 403 403 200 403 200
GET    /desk/articles                                       in  403 403 403 403 403 200 403 200
GET    /desk/self-service                                   in  403 403 403 403 403 403 403 200
POST   /desk/self-service                                   in  403 403 403 403 403 403 403 422
GET    /desk/self-service/<row_id>                          in  403 403 403 403 403 403 403 404
POST   /desk/self-service/<row_id>                          in  403 403 403 403 403 403 403 404
POST   /desk/lanes                                          in  403 403 403 403 403 303 403 303
GET    /desk/promises/<category>/<matter>                   in  403 403 403 403 403 403 403 200
POST   /desk/promises/<category>/<matter>                   in  403 403 403 403 403 403 403 422
POST   /desk/next                                           in  403 403 403 403 403 422 403 422

GET    /incidents                                           200 200 200 200 200 200 200 200 200
GET    /incidents/<incident>                                200 200 200 200 200 200 200 200 200
GET    /incidents/<incident>/answers                        in  403 403 403 403 403 200 403 200
POST   /incidents/<incident>/answers                        in  403 403 403 403 403 422 403 422
POST   /incidents/<incident>/answers/again                  in  403 403 403 403 403 409 403 409
GET    /incidents/<incident>/cases                          in  403 403 403 403 403 200 403 200
POST   /incidents/<incident>/cases                          in  403 403 403 403 403 422 403 422
POST   /incidents/<incident>/closing                        in  403 403 403 403 403 303 403 303
GET    /desk/templates                                      in  403 403 403 403 403 200 403 200
POST   /desk/templates                                      in  403 403 403 403 403 422 403 422
GET    /desk/templates/<template_id>                        in  403 403 403 403 403 404 403 404
POST   /desk/templates/<template_id>                        in  403 403 403 403 403 404 403 404
POST   /desk/templates/<template_id>/retirement             in  403 403 403 403 403 404 403 404
GET    /desk/templates/new                                  in  403 403 403 403 403 200 403 200

GET    /not-solved/<key>                                    404 404 404 404 404 404 404 404 404
POST   /not-solved/<key>                                    404 404 404 404 404 404 404 404 404
GET    /solved/<key>                                        404 404 404 404 404 404 404 404 404
POST   /solved/<key>                                        404 404 404 404 404 404 404 404 404
GET    /cases/<number>/goodwill                             in  403 403 403 403 403 200 403 200
POST   /cases/<number>/goodwill                             in  403 403 403 403 403 422 403 422
GET    /desk/claims                                         in  403 403 403 403 403 200 403 200
GET    /desk/claims/<claim_id>                              in  403 403 403 403 403 200 403 200
POST   /desk/claims/<claim_id>/grant                        in  403 403 403 403 403 422 403 422
POST   /desk/claims/<claim_id>/refuse                       in  403 403 403 403 403 422 403 422
GET    /precedents                                          200 200 200 200 200 200 200 200 200
GET    /precedents/feed                                     200 200 200 200 200 200 200 200 200
GET    /precedents/<precedent_id>                           200 200 200 200 200 200 200 200 200
POST   /precedents/<precedent_id>/claims                    in  422 422 422 422 403 422 422 422
GET    /precedents/<precedent_id>/change                    in  403 403 403 403 403 200 403 200
POST   /precedents/<precedent_id>/change                    in  403 403 403 403 403 422 403 422
GET    /moderation/precedents/<precedent_id>                in  403 403 403 403 403 403 200 200
POST   /moderation/precedents/<precedent_id>                in  403 403 403 403 403 403 422 422

GET    /dev/mail                                            200 200 200 200 200 200 200 200 200
GET    /dev/mail/<name>                                     404 404 404 404 404 404 404 404 404
GET    /healthz                                             200 200 200 200 200 200 200 200 200
GET    /help                                                200 200 200 200 200 200 200 200 200
GET    /help/<article>                                      200 200 200 200 200 200 200 200 200
GET    /help/<article>/edit                                 in  403 403 403 403 403 200 403 200
POST   /help/<article>/edit                                 in  403 403 403 403 403 422 403 422
POST   /help/<article>/helped                               303 303 303 303 303 303 403 403 403
GET    /help/<article>/history                              200 200 200 200 200 200 200 200 200
POST   /help/<article>/publication                          in  403 403 403 403 403 303 403 303
POST   /help/<article>/withdrawal                           in  403 403 403 403 403 303 403 303
GET    /self-service/<row_id>                               404 404 404 404 404 404 404 404 404
GET    /log                                                 200 200 200 200 200 200 200 200 200
GET    /log/<seq>                                           404 404 404 404 404 404 404 404 404
GET    /log/<month>.jsonl                                   404 404 404 404 404 404 404 404 404
GET    /log/LICENSE                                         200 200 200 200 200 200 200 200 200
GET    /log/checkpoint                                      404 404 404 404 404 404 404 404 404
GET    /log/feed                                            200 200 200 200 200 200 200 200 200
GET    /log/index.json                                      404 404 404 404 404 404 404 404 404
GET    /log/keys                                            404 404 404 404 404 404 404 404 404
GET    /log/rotations                                       200 200 200 200 200 200 200 200 200
GET    /log/rulebooks.json                                  200 200 200 200 200 200 200 200 200
GET    /log/tile/<level>/<address>                          404 404 404 404 404 404 404 404 404
GET    /log/tile/entries/<address>                          404 404 404 404 404 404 404 404 404
GET    /log/verify.py                                       200 200 200 200 200 200 200 200 200

GET    /mail/off/<key>                                      404 404 404 404 404 404 404 404 404
POST   /mail/off/<key>                                      404 404 404 404 404 404 404 404 404
POST   /mail/off/<key>/choice                               404 404 404 404 404 404 404 404 404

GET    /moderation                                          in  403 403 403 403 403 403 200 200
GET    /moderation/posts/<post_id>                          in  403 403 403 403 403 403 200 200
POST   /moderation/posts/<post_id>/approve                  in  403 403 403 403 403 403 422 422
POST   /moderation/posts/<post_id>/hide                     in  403 403 403 403 403 403 422 422
POST   /moderation/posts/<post_id>/keep                     in  403 403 403 403 403 403 422 422
POST   /moderation/posts/<post_id>/move                     in  403 403 403 403 403 403 422 422
POST   /moderation/posts/<post_id>/redact                   in  403 403 403 403 403 403 422 422
POST   /moderation/posts/<post_id>/show-again               in  403 403 403 403 403 403 422 422

POST   /moderation/next                                     in  403 403 403 403 403 403 303 303
GET    /moderation/report                                   200 200 200 200 200 200 200 200 200
GET    /moderation/report.csv                               200 200 200 200 200 200 200 200 200
POST   /moderation/batch                                    in  403 403 403 403 403 403 422 422
POST   /moderation/posts/<post_id>/pass                     in  403 403 403 403 403 403 303 303
GET    /moderation/objections/<appeal_id>                   in  403 403 403 403 403 403 404 404
POST   /moderation/objections/<appeal_id>                   in  403 403 403 403 403 403 404 404
GET    /moderation/people/<person_id>                       in  403 403 403 403 403 403 200 200
POST   /moderation/people/<person_id>                       in  403 403 403 403 403 403 422 422
POST   /moderation/people/<person_id>/decisions/<statement_id>/end in  403 403 403 403 403 403 404 404
GET    /cases/<number>/lock                                 in  403 403 403 403 403 403 200 200
POST   /cases/<number>/lock                                 in  403 403 403 403 403 403 422 422
GET    /cases/<number>/posts/<position>/take-out            in  403 403 403 200 403 403 403 403
POST   /cases/<number>/posts/<position>/take-out            in  403 403 403 422 403 403 403 403
GET    /reports/<key>                                       404 404 404 404 404 404 404 404 404
GET    /statements/<statement_id>                           in  404 404 404 404 404 404 404 404
POST   /statements/<statement_id>/objection                 in  404 404 404 404 404 404 404 404
GET    /account/decisions                                   in  200 200 200 200 200 200 200 200
GET    /terms                                               200 200 200 200 200 200 200 200 200

GET    /moderation/rulebook                                 in  403 403 403 403 403 403 200 200
POST   /moderation/rulebook/drafts                          in  403 403 403 403 403 403 303 303
GET    /moderation/rulebook/drafts/<draft_id>               in  403 403 403 403 403 403 200 200
POST   /moderation/rulebook/drafts/<draft_id>               in  403 403 403 403 403 403 422 403
POST   /moderation/rulebook/drafts/<draft_id>/catch-up      in  403 403 403 403 403 403 303 403
POST   /moderation/rulebook/drafts/<draft_id>/discard       in  403 403 403 403 403 403 303 403
POST   /moderation/rulebook/drafts/<draft_id>/propose       in  403 403 403 403 403 403 409 403
POST   /moderation/rulebook/drafts/<draft_id>/publish       in  403 403 403 403 403 403 409 409
GET    /moderation/rulebook/drafts/<draft_id>/rules/<code>  in  403 403 403 403 403 403 200 403
POST   /moderation/rulebook/drafts/<draft_id>/rules/<code>  in  403 403 403 403 403 403 422 403
POST   /moderation/rulebook/drafts/<draft_id>/rules/<code>/remove in  403 403 403 403 403 403 303 403
POST   /moderation/rulebook/drafts/<draft_id>/take-back     in  403 403 403 403 403 403 409 403

GET    /promises                                            200 200 200 200 200 200 200 200 200
GET    /queue                                               200 200 200 200 200 200 200 200 200
GET    /queue.atom                                          200 200 200 200 200 200 200 200 200
GET    /rules                                               200 200 200 200 200 200 200 200 200
GET    /rules/<version>                                     200 200 200 200 200 200 200 200 200
GET    /rules/<version>/changes/<other>                     200 200 200 200 200 200 200 200 200

GET    /readyz                                              200 200 200 200 200 200 200 200 200
GET    /search                                              200 200 200 200 200 200 200 200 200
GET    /static/<filename>                                   200 200 200 200 200 200 200 200 200

GET    /api/v1/cases                                        200 200 200 200 200 200 200 200 200
POST   /api/v1/cases                                        401 422 422 422 422 403 422 422 422
GET    /api/v1/cases/<number>                               200 200 200 200 200 200 200 200 200
DELETE /api/v1/cases/<number>/affected                      401 200 200 200 403 200 403 403 403
POST   /api/v1/cases/<number>/affected                      401 200 200 200 403 403 403 403 403
DELETE /api/v1/cases/<number>/claim                         401 403 403 403 403 403 409 403 409
POST   /api/v1/cases/<number>/claim                         401 403 403 403 403 403 409 403 409
POST   /api/v1/cases/<number>/confirmation                  401 403 403 403 409 403 403 403 403
POST   /api/v1/cases/<number>/decline                       401 403 403 403 403 403 422 403 422
POST   /api/v1/cases/<number>/grants                        401 403 403 403 403 403 403 422 422
DELETE /api/v1/cases/<number>/grants/<grant_id>             401 403 403 403 403 403 403 404 404
POST   /api/v1/cases/<number>/posts                         401 422 422 422 422 403 422 422 422
GET    /api/v1/cases/<number>/posts/<position>              200 200 200 200 200 200 200 200 200
POST   /api/v1/cases/<number>/posts/<position>/reports      401 422 422 422 403 422 422 422 422
POST   /api/v1/cases/<number>/reopening                     401 403 403 403 409 403 403 403 403
POST   /api/v1/cases/<number>/solution                      401 403 403 403 200 403 403 403 403
GET    /api/v1/categories                                   200 200 200 200 200 200 200 200 200
GET    /api/v1/log                                          200 200 200 200 200 200 200 200 200
GET    /api/v1/me                                           401 200 200 200 200 200 200 200 200
GET    /api/v1/openapi.json                                 200 200 200 200 200 200 200 200 200
GET    /api/v1/precedents                                   200 200 200 200 200 200 200 200 200
GET    /api/v1/queue                                        200 200 200 200 200 200 200 200 200
POST   /api/v1/queue/next                                   401 403 403 403 403 403 422 403 422
GET    /api/v1/rulebook                                     200 200 200 200 200 200 200 200 200
GET    /api/v1/rulebook/<version>                           200 200 200 200 200 200 200 200 200
GET    /api/v1/search                                       200 200 200 200 200 200 200 200 200
GET    /api/v1/similar                                      200 200 200 200 200 200 200 200 200
"""  # noqa: E501 (one line for one rule)

EXPECTED = {
    " ".join(words[:2]): dict(zip(PERSONS, words[2:], strict=True))
    for line in TABLE.splitlines()[2:]
    if (words := line.split())
}
