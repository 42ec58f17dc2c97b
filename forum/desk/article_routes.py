"""Routes of help articles for staff, in five stops: make from a case, link, change, withdraw."""

from flask import Response, flash, render_template, request, url_for
from flask_login import current_user

from forum.accounts.access import require_staff
from forum.accounts.limits import limited
from forum.cases import queries as cases
from forum.cases.forms import category_choices
from forum.cases.words import category_names
from forum.core import web
from forum.core.commit import commit
from forum.core.errors import Invalid
from forum.core.i18n import _
from forum.desk import article_queries as beginnings
from forum.desk.article_access import case_for_article
from forum.desk.blueprint import blueprint
from forum.desk.forms import Form
from forum.knowledge import access, article_actions, article_queries
from forum.knowledge.article_forms import ArticleForm, LinkForm


@blueprint.get("/desk/articles")
def articles():
    require_staff(current_user)
    filters = article_queries.Filters(is_public=None)
    page = article_queries.article_list(filters, request.args.get("cursor"))
    return render_template(
        "desk/articles.html",
        articles=page.items,
        names=category_names(),
        next_url=url_for("desk.articles", cursor=page.next) if page.next else None,
    )


@blueprint.get("/cases/<int:number>/article")
def ask_article(number):
    case = case_for_article(current_user, number)
    form = ArticleForm(web.restored(), obj=beginnings.beginning_from(case))
    return _new_page(case, _offered(form, case), LinkForm(formdata=None))


@blueprint.post("/cases/<int:number>/article")
@limited("serve")
def article(number):
    case = case_for_article(current_user, number)
    form = _offered(ArticleForm(), case)
    earlier = web.earlier_result(form, web.scope_of(current_user))
    if earlier:
        return earlier
    if not form.validate_on_submit():
        return _new_page(case, form, LinkForm(formdata=None), status=422)
    written = article_actions.publish_article(
        **_values(form), staff=current_user, made_from=case.number
    )
    flash(_("The help article is public."), "success")
    response = web.done("help.show", article=written.number)
    commit()
    return response


@blueprint.post("/cases/<int:number>/article/link")
@limited("serve")
def link_article(number):
    case = case_for_article(current_user, number)
    form = LinkForm()
    if not form.validate_on_submit():
        return _link_page(case, form)
    try:
        chosen = access.article_for_linking(current_user, form.article.data)
    except Invalid as refusal:
        form.refuse(refusal)
        return _link_page(case, form)
    article_actions.link_case(chosen, case_number=case.number, staff=current_user)
    response = web.done("cases.show", number=case.number)
    commit()
    return response


@blueprint.get("/help/<int:article>/edit")
def ask_article_change(article):
    row = access.article_for_editing(current_user, article)
    return _change_page(row, _offered(ArticleForm(web.restored(), obj=row), _case_of(row)))


@blueprint.post("/help/<int:article>/edit")
@limited("serve")
def article_change(article):
    row = access.article_for_editing(current_user, article)
    form = _offered(ArticleForm(), _case_of(row))
    earlier = web.earlier_result(form, web.scope_of(current_user))
    if earlier:
        return earlier
    if not form.validate_on_submit():
        return _change_page(row, form, status=422)
    article_actions.change_article(row, **_values(form), staff=current_user)
    response = web.done("help.show", article=row.number)
    commit()
    return response


@blueprint.post("/help/<int:article>/withdrawal")
@limited("serve")
def withdraw_article(article):
    said = _("Withdrawn: nobody but staff finds it any more.")
    return _settle(article, article_actions.withdraw_article, said)


@blueprint.post("/help/<int:article>/publication")
@limited("serve")
def show_article_again(article):
    said = _("The help article is public.")
    return _settle(article, article_actions.show_article_again, said)


def _settle(article: int, verb, sentence: str) -> web.Answer:
    row = access.article_for_editing(current_user, article)
    if earlier := web.earlier_result(Form(), web.scope_of(current_user)):
        return earlier
    verb(row, staff=current_user)
    flash(sentence, "success")
    response = web.done("help.show", article=row.number)
    commit()
    return response


def _offered(form: ArticleForm, case) -> ArticleForm:
    names = beginnings.customers_in(case) if case else ()
    return form.offer(category_choices(cases.categories()), names)


def _case_of(row):
    """The case an article was made from, while it is public: whoever wrote there is not named."""
    return next(iter(cases.cases_numbered([row.made_from] if row.made_from else [])), None)


def _values(form: ArticleForm) -> dict:
    return {
        "title": form.title.data,
        "body": form.body.data,
        "category": form.category.data,
        "language": form.language.data,
    }


def _new_page(case, form, link_form, status: int = 200) -> Response:
    page = render_template(
        "desk/article.html",
        case=case,
        form=form,
        link_form=link_form,
        known=article_queries.articles_about(case.number),
    )
    return Response(page, status)


def _link_page(case, form) -> Response:
    written = ArticleForm(formdata=None, obj=beginnings.beginning_from(case))
    return _new_page(case, _offered(written, case), form, status=422)


def _change_page(row, form, status: int = 200) -> Response:
    page = render_template("desk/article_change.html", article=row, form=form)
    return Response(page, status)
