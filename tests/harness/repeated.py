"""What comes out the same for every application of a run and is computed once.

It must keep nothing that a test could see: no setting, no person, no database.
"""

from functools import cache

from babel.support import Translations
from jinja2 import FileSystemBytecodeCache
from werkzeug.routing import Rule

_compile, _load = Rule.compile, Translations.load
_rules: dict[tuple, dict] = {}
_engines: dict[str, object] = {}


def prepare_once() -> None:
    """Keep what Werkzeug makes of the text of a route, and Babel of a file of translations."""
    Rule.compile = _kept_compile
    Translations.load = staticmethod(lambda *wish: _kept_load(*map(_hashable, wish)))


def _kept_compile(rule: Rule) -> None:
    key = rule.rule, rule.merge_slashes, rule.subdomain, rule.host, str(rule.defaults)
    if key not in _rules:
        _compile(rule)
        names = ("_parts", "_trace", "_converters", "arguments")
        _rules[key] = {name: getattr(rule, name) for name in names}
        _rules[key]["builders"] = rule._build.__func__, rule._build_unknown.__func__
        return
    kept = dict(_rules[key])
    rule._build, rule._build_unknown = (one.__get__(rule, None) for one in kept.pop("builders"))
    vars(rule).update(kept)


class CompiledTemplates(FileSystemBytecodeCache):
    """What the templates compile to: in files for the run, in memory for this process."""

    def __init__(self, folder: str):
        super().__init__(folder)
        self._kept: dict[tuple, object] = {}

    def load_bytecode(self, bucket) -> None:
        key = bucket.key, bucket.checksum
        if key not in self._kept:
            super().load_bytecode(bucket)
            self._kept[key] = bucket.code
        bucket.code = self._kept[key]

    def dump_bytecode(self, bucket) -> None:
        self._kept[bucket.key, bucket.checksum] = bucket.code
        super().dump_bytecode(bucket)


def _hashable(value):
    return tuple(value) if isinstance(value, list) else value


@cache
def _kept_load(*wish) -> Translations:
    return _load(*wish)


def share_statements(app) -> None:
    """Let the application's engine find the SQL that the engine before it has compiled."""
    from forum.core.db import db

    with app.app_context():
        engine = db.engine
    if engine.dialect.name not in _engines:
        engine.connect().close()  # now the dialect knows what its server can do
        _engines[engine.dialect.name] = engine
    first = _engines[engine.dialect.name]
    engine.dialect = engine.pool._dialect = first.dialect
    engine._compiled_cache = first._compiled_cache
