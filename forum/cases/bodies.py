"""What a post says, put into it with its html; refuses to decide whether it may say that."""

from forum.cases.models import Post
from forum.core.markdown import render


def set_body(post: Post, body: str) -> None:
    """Let the post say `body`, rendered by the renderer of today."""
    rendered = render(body)
    post.body, post.html, post.renderer = body, rendered.html, rendered.version
