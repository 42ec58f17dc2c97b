"""What people get to see of what they wrote."""

import threading

import pytest

from forum.core.markdown import BODY_LIMIT, RENDERER_VERSION, link_count, plain_text, render
from tests.core.unsafe_html import unsafe_parts


def html_of(source: str) -> str:
    return render(source).html


def test_a_text_carries_the_number_of_its_renderer():
    assert render("Guten Tag").version == RENDERER_VERSION


@pytest.mark.parametrize(
    ("source", "html"),
    [
        (
            "Guten *Tag*, **Herr** _M_",
            "<p>Guten <em>Tag</em>, <strong>Herr</strong> <em>M</em></p>",
        ),
        ("~~nie~~ a~b ~c~", "<p><del>nie</del> a~b ~c~</p>"),
        ("`<b>` und snake_case_name", "<p><code>&lt;b&gt;</code> und snake_case_name</p>"),
        ("# Eins\n\n## Zwei\n\n#### Vier", "<h3>Eins</h3>\n<h4>Zwei</h4>\n<h5>Vier</h5>"),
        ("> zitiert\n\nGut.", "<blockquote>\n<p>zitiert</p>\n</blockquote>\n<p>Gut.</p>"),
        ("```python\nif a < b:\n```", "<pre><code>if a &lt; b:\n</code></pre>"),
        ("3. drei\n4. vier", '<ol start="3">\n<li>drei</li>\n<li>vier</li>\n</ol>'),
        ("a & b &amp; &copy; &lt;b&gt;", "<p>a &amp; b &amp; © &lt;b&gt;</p>"),
        ("<b>fett</b>", "<p>&lt;b&gt;fett&lt;/b&gt;</p>"),
        ("", ""),
        ("\n \n", ""),
    ],
)
def test_markdown_looks_as_people_expect(source, html):
    assert html_of(source) == html


def test_a_line_break_stays_a_line_break():
    assert html_of("Guten Tag\nIhre Anna") == "<p>Guten Tag<br>\nIhre Anna</p>"


def test_a_number_sign_before_a_number_makes_no_heading():
    assert html_of("#123 ist gemeint") == "<p>#123 ist gemeint</p>"


def test_dashes_under_a_sentence_make_a_line_and_not_a_heading():
    assert html_of("Mit Gruß\n---\nAnna") == "<p>Mit Gruß</p>\n<hr>\n<p>Anna</p>"


def test_a_list_needs_no_empty_line_before_it():
    assert html_of("Es fehlt:\n- Ton\n- Bild") == (
        "<p>Es fehlt:</p>\n<ul>\n<li>Ton</li>\n<li>Bild</li>\n</ul>"
    )


def test_code_that_nobody_closed_goes_to_the_end():
    assert (
        html_of("Log:\n```\na < b\n\nc") == "<p>Log:</p>\n<pre><code>a &lt; b\n\nc\n</code></pre>"
    )


def test_a_shorter_fence_inside_does_not_end_the_code():
    assert html_of("````\n```\na\n```\n````") == "<pre><code>```\na\n```\n</code></pre>"


def test_a_table_is_a_table():
    html = html_of("Monat | MB\n----- | --:\nMai | 300")
    assert "<th>Monat</th>" in html and "<td>300</td>" in html and "align" not in html


def test_a_table_with_a_cell_too_many_loses_nothing():
    assert "drei" in html_of("a | b\n- | -\neins | zwei | drei")


def test_a_picture_becomes_a_link_to_it():
    html = html_of("![Foto vom Router](https://example.org/r.jpg)")
    assert "<img" not in html
    assert 'href="https://example.org/r.jpg"' in html and ">Foto vom Router</a>" in html


def test_a_picture_inside_a_link_leaves_its_description():
    html = html_of("[![Foto](https://example.org/r.jpg)](https://example.net/)")
    assert html.count("<a ") == 1 and ">Foto</a>" in html


def test_a_picture_by_reference_becomes_a_link_too():
    html = html_of("![Foto][1] und ![1]\n\n[1]: https://example.org/r.jpg")
    assert "<img" not in html and html.count('href="https://example.org/r.jpg"') == 2


def test_a_bare_address_becomes_a_link_without_the_full_stop():
    html = html_of("Siehe https://example.org/a?b=1&c=2. Danke")
    assert 'href="https://example.org/a?b=1&amp;c=2"' in html and "</a>. Danke" in html


def test_an_address_in_code_stays_text():
    assert "<a" not in html_of("`https://example.org`\n\n```\nhttps://example.org\n```")


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/",
        "http://example.org",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https:/\\evil.example",
        "mailto:a@example.org",
        "HTTPS://EXAMPLE.ORG",
        "&#47;&#47;evil.example",
        "www.example.org",
    ],
)
def test_every_link_that_may_leave_the_site_says_so(address):
    html = html_of(f"[hier]({address})")
    assert "href" not in html or 'rel="nofollow noopener ugc"' in html


@pytest.mark.parametrize("address", ["/cases/12", "#post-3", "/search?q=a//b", "?page=2"])
def test_a_link_inside_the_site_is_an_ordinary_link(address):
    assert html_of(f"[hier]({address})") == f'<p><a href="{address}">hier</a></p>'


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java&#x09;script:alert(1)",
        "&#106;avascript:alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "https:evil.example",
        "file:///etc/passwd",
        "\x01javascript:alert(1)",
        "irgendwo",
    ],
)
def test_a_link_to_nowhere_we_know_keeps_its_words_only(address):
    html = html_of(f"[hier < dort]({address})")
    assert "href" not in html and "hier &lt; dort" in html


def test_nobody_brings_their_own_rel():
    html = html_of('[x](https://example.org "a\\" rel=\\"dofollow")')
    assert html.count(' rel="') == 1 and not unsafe_parts(html)


@pytest.mark.parametrize(
    ("source", "number"),
    [
        ("nichts", 0),
        ("https://example.org und https://EXAMPLE.org/ und [x](http://example.org#a)", 1),
        ("https://example.org/a https://example.org/b www.example.net", 3),
        ("[x](/cases/1) [y](#post-2)", 0),
        ("[x](//evil.example) <a@example.org>", 2),
        ("https://[ und [x](http://[/) und <https://[::1]:8080/>", 1),
    ],
)
def test_links_are_counted_once_for_each_place_outside(source, number):
    assert link_count(html_of(source)) == number


def test_the_words_of_a_text_without_its_markup():
    source = "# Titel\n\nGuten *Tag* & `<b>`\nZeile\n\n- a\n- b\n\nx | y\n- | -\n1 | 2"
    assert render(source).text == "Titel\nGuten Tag & <b>\nZeile\na\nb\nx y\n1 2"
    assert plain_text("") == ""


def test_characters_that_no_page_should_hold_are_gone():
    html = html_of("a\x00b\x1bc\x7fd \ud800 \u202eabc &#0; &#xD800; &#x202e; \x02wzxhzdk:0\x03")
    assert not set("\x00\x1b\x7f\ud800\u202e\x02\x03") & set(html)
    html.encode("utf-8")


def test_marks_piled_on_one_letter_do_not_run_over_the_lines():
    assert html_of("Z" + "\u0301" * 500 + "a") == "<p>Z" + "\u0301" * 8 + "a</p>"


def test_a_text_over_the_limit_is_shown_as_it_was_written():
    html = html_of("*a*\n\n<b>\n" + "x" * BODY_LIMIT)
    assert html.startswith("<p>*a*</p>\n<p>&lt;b&gt;<br>\nxxx")


def test_the_same_text_renders_the_same_in_every_thread():
    source, seen = "# T\n\n[a][1] *b*\n\n```\nc\n```\n\n[1]: https://example.org", []
    threads = [
        threading.Thread(target=lambda: seen.extend(html_of(source) for _ in range(20)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 80 and set(seen) == {html_of(source)}


def test_a_name_defined_in_one_text_is_unknown_in_the_next():
    html_of("[geheim]: https://example.org/privat")
    assert "privat" not in html_of("[geheim]")
