"""What comes out the same for every application of a run and is computed once.

It must keep nothing that a test could see: no setting, no person, no database.
"""

from werkzeug.routing import Rule

_compile_builder = Rule._compile_builder
_builders: dict[tuple, object] = {}
_engines: dict[str, object] = {}


def compile_addresses_once() -> None:
    """Keep the code that Werkzeug writes to build the addresses of a route."""
    Rule._compile_builder = _kept_builder


def _kept_builder(rule: Rule, append_unknown: bool = True):
    if rule.defaults:  # they are in the code, too
        return _compile_builder(rule, append_unknown)
    key = rule.rule, tuple(rule._trace), append_unknown
    if key not in _builders:
        _builders[key] = _compile_builder(rule, append_unknown)
    return _builders[key]


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
