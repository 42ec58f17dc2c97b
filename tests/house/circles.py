"""Which file of the forum imports which, and where that goes round in a circle; runs nothing."""

import ast
import io
import tokenize
from collections.abc import Iterator, Mapping

from tests.house.source import Module, file_of

Graph = dict[str, set[str]]
FEWEST_WORDS = 3  # of a comment that says why an import stands inside a function
DYNAMIC = ("importlib", "__import__")


def imports_of_files(tree: Mapping[str, Module]) -> Graph:
    """Each file by its dotted name, and the files of ours that it imports anywhere in it."""
    return {
        name: {target for _line, one in module.imports if (target := file_of(one, tree))}
        - {name, "forum"}
        for name, module in tree.items()
    }


def imports_of_folders(tree: Mapping[str, Module]) -> Graph:
    """The same of folders; a file that stands in no room is a folder of its own."""
    graph: Graph = {}
    for name, targets in imports_of_files(tree).items():
        own = folder_of(tree[name])
        others = {folder_of(tree[target]) for target in targets}
        graph.setdefault(own, set()).update(others - {own})
    return graph


def folder_of(module: Module) -> str:
    """`forum.cases.annex` of a file in it; `forum.worker` of the file that stands in no room."""
    parts = module.path.removesuffix(".py").split("/")
    return ".".join(parts if len(parts) == 2 else parts[:-1])


def circles(graph: Mapping[str, set[str]]) -> list[list[str]]:
    """The shortest way round from each name that leads back to itself."""
    found = {}
    for start in sorted(graph):
        if way := _way_back(graph, start):
            found.setdefault(frozenset(way), way)
    return list(found.values())


def leaving_its_folder(module: Module, tree: Mapping[str, Module]) -> list[str]:
    """What a file in a folder inside a room imports from the room around it: parts stay below."""
    own = folder_of(module)
    if own.count(".") < 2:
        return []
    return [
        f"{module.path}:{line} imports {dotted} from the folder around it"
        for line, dotted in module.imports
        if (target := file_of(dotted, tree)) and own.startswith(f"{folder_of(tree[target])}.")
    ]


def hidden_imports(module: Module) -> list[str]:
    """Imports inside functions, but for those of a third party beside which a comment says why."""
    comments = _comments(module)
    found = [
        f"{module.path}:{line} imports {dotted} by its name as a text"
        for line, dotted in _dynamic(module)
    ]
    for node in _inside_functions(module):
        is_ours = any(one.split(".")[0] == "forum" for one in module.imported_by(node))
        if is_ours or not _says_why(node, comments):
            found.append(f"{module.path}:{node.lineno} {ast.unparse(node)}")
    return found


def _way_back(graph: Mapping[str, set[str]], start: str) -> list[str] | None:
    ways, seen = [[start]], set()
    while ways:
        way = ways.pop(0)
        for target in sorted(graph.get(way[-1], ())):
            if target == start:
                return way
            if target not in seen:
                seen.add(target)
                ways.append([*way, target])
    return None


def _inside_functions(module: Module) -> Iterator[ast.Import | ast.ImportFrom]:
    functions = ast.FunctionDef | ast.AsyncFunctionDef
    inside = {
        node: None
        for function in ast.walk(module.tree)
        if isinstance(function, functions)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    yield from inside


def _dynamic(module: Module) -> Iterator[tuple[int, str]]:
    for line, dotted in module.imports:
        if dotted.split(".")[0] in DYNAMIC:
            yield line, dotted
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Name) and node.id in DYNAMIC:
            yield node.lineno, node.id


def _comments(module: Module) -> dict[int, tuple[str, bool]]:
    """By line: the words of a comment, and whether it has the line for itself."""
    tokens = tokenize.generate_tokens(io.StringIO(module.text).readline)
    return {
        token.start[0]: (token.string.strip("# "), not token.line[: token.start[1]].strip())
        for token in tokens
        if token.type == tokenize.COMMENT
    }


def _says_why(node: ast.stmt, comments: Mapping[int, tuple[str, bool]]) -> bool:
    """On the lines of the import itself, or on the lines of comment directly above it."""
    lines = range(node.lineno, (node.end_lineno or node.lineno) + 1)
    words = [comments[line][0] for line in lines if line in comments]
    above = node.lineno - 1
    while above in comments and comments[above][1]:
        words.append(comments[above][0])
        above -= 1
    said = " ".join(one.partition("noqa")[0] for one in words)
    return len(said.split()) >= FEWEST_WORDS
