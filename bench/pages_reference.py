"""What the forum's pages are compared with: a hello-world route and a bare page of 20 posts.

The bare page is what Flask, Jinja and SQLAlchemy cost with nothing around: no frame, no person,
no language, no rights. Refuses to import anything of the forum. DATABASE_URL and CASE say what to
show.
"""

import os
from datetime import datetime

from flask import Flask, render_template_string
from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    joinedload,
    mapped_column,
    relationship,
)


class Base(DeclarativeBase):
    """The two tables, with the columns that the page shows."""


class Author(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Post(Base):
    __tablename__ = "posts"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_number: Mapped[int]
    position: Mapped[int]
    html: Mapped[str]
    created_at: Mapped[datetime]
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    author: Mapped[Author] = relationship()


PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Posts</title></head><body><main>
{% for post in posts %}
<article id="post-{{ post.position }}">
<header><b>{{ post.author.name }}</b> <time>{{ post.created_at.isoformat() }}</time></header>
<div>{{ post.html|safe }}</div>
</article>
{% endfor %}
</main></body></html>
"""

app = Flask(__name__)
engine = create_engine(os.environ["DATABASE_URL"])
POSTS = (
    select(Post)
    .options(joinedload(Post.author, innerjoin=True))
    .where(Post.case_number == int(os.environ["CASE"]))
    .order_by(Post.position)
)


@app.get("/")
def hello():
    return "Hello, world!"


@app.get("/bare")
def bare():
    with Session(engine) as session:
        return render_template_string(PAGE, posts=session.scalars(POSTS).all())
