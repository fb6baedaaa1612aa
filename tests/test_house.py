"""Does the house still stand: sizes, names, who reads the clock, where each module stands on the hill?"""

import ast
import os
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
FLOORS = ("campaign_site", "campaigns", "media_library", "schedules")
NOT_MODULES = {"__init__", "migrations", "templates", "static", "locale", "__pycache__", "holidays"}
JUNK_NAMES = set("utils util helpers helper common services managers handlers mixins constants misc".split())
CLOCK_READERS = re.compile(
    r"(^|/)(\w*views|\w*viewsets|api|tasks|middleware|wagtail_hooks)(\.py|/)|/management/|/templatetags/"
)
SEVEN_FACTS = "campaign_site/audit/"  # an audit line has seven facts, and the audit dates itself


def files(*suffixes: str, under: tuple[str, ...] = FLOORS) -> Iterator[Path]:
    for top in under:
        for folder, children, names in os.walk(HOUSE / top):
            children[:] = [name for name in children if name not in {"__pycache__", "vendor", "node_modules"}]
            yield from (Path(folder, name) for name in sorted(names) if name.endswith(suffixes))


def code(*, tests: bool = False) -> Iterator[Path]:
    found = files(".py", under=(*FLOORS, "tests") if tests else FLOORS)
    return (path for path in found if path.parent.name != "migrations")


def name_of(path: Path) -> str:
    return path.relative_to(HOUSE).as_posix()


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(text_of(path))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end, its docstring not counted."""
    first = function.body[0]
    words = isinstance(first, ast.Expr) and isinstance(getattr(first.value, "value", None), str)
    docstring = first.end_lineno - first.lineno + 1 if words else 0
    return function.end_lineno - function.lineno + 1 - docstring


def rules() -> dict:
    return tomllib.loads(text_of(HOUSE / "pyproject.toml"))["tool"]


def contract(key: str) -> dict:
    return next(one for one in rules()["importlinter"]["contracts"] if one["id"] == key)


def longer_than(limit: int, paths: Iterator[Path]) -> list[str]:
    counted = {name_of(path): len(text_of(path).splitlines()) for path in paths}
    return [f"{name}: {count} lines > {limit}" for name, count in counted.items() if count > limit]


def holding(pattern: str, paths: Iterator[Path], *, flags: int = 0) -> list[str]:
    """Names of the files in which the pattern is found, with the line of its first appearance."""
    seen = ((path, re.search(pattern, text_of(path), flags)) for path in paths)
    return [f"{name_of(p)}:{m.string.count(chr(10), 0, m.start()) + 1} {m.group().strip()}" for p, m in seen if m]


def test_modules_are_short():
    assert longer_than(250, code(tests=True)) == []
    assert longer_than(200, iter([HOUSE / "campaign_site/settings.py"])) == []


def test_functions_are_short():
    measured = [(path, function, length(function)) for path in code(tests=True) for function in functions(path)]
    assert [f"{name_of(p)}:{f.lineno} {f.name}: {n} lines > 40" for p, f, n in measured if n > 40] == []


def test_complexity_is_measured_by_ruff():
    lint = rules()["ruff"]["lint"]
    assert lint["mccabe"]["max-complexity"] == 8
    assert "C90" in lint["select"]
    assert "C90" not in lint["ignore"]


def test_functions_take_at_most_five_things():
    greedy = []
    for path in code():
        for function in functions(path):
            taken = function.args.posonlyargs + function.args.args + function.args.kwonlyargs
            names = [one.arg for one in taken if one.arg not in {"self", "cls"}]
            if len(names) > 5 and not name_of(path).startswith(SEVEN_FACTS):
                greedy.append(f"{name_of(path)}:{function.lineno} {function.name}: {len(names)} parameters")
    assert greedy == []


def test_templates_scripts_and_styles_are_short():
    assert longer_than(100, files(".html")) == []
    assert longer_than(150, files(".js", ".mjs")) == []
    assert longer_than(250, files(".css")) == []


def test_a_task_is_one_call():
    tasks = HOUSE / "schedules/tasks.py"
    bodies = functions(tasks) if tasks.exists() else ()
    assert [task.name for task in bodies if length(task) > 8] == []


def test_every_module_opens_with_what_it_answers():
    opening = {path: text_of(path).strip() for path in code()}
    assert [name_of(p) for p, text in opening.items() if text and not ast.get_docstring(ast.parse(text))] == []


def test_no_module_is_named_for_nothing():
    named = {name_of(path): {path.stem, *path.relative_to(HOUSE).parts} for path in code(tests=True)}
    assert [name for name, parts in named.items() if parts & JUNK_NAMES] == []


def test_nobody_reads_the_machines_clock():
    machine = r"\b(timezone\.now|datetime\.(now|utcnow|today)|date\.today|time\.time)\b"
    assert holding(machine, (path for path in code() if name_of(path) != "campaign_site/clock.py")) == []


def test_only_the_edges_ask_what_time_it_is():
    inner = (path for path in code() if not CLOCK_READERS.search(name_of(path)))
    asked = r"^\s*(from campaign_site import .*\bclock\b|(from|import) campaign_site\.clock\b)"
    found = holding(asked, inner, flags=re.MULTILINE)
    assert [one for one in found if not one.startswith(SEVEN_FACTS)] == []


def test_models_know_nothing_of_those_who_use_them():
    above = r"^\s*from (\.|[\w.]+\.)(actions|views|viewsets|api|wagtail_hooks)\b import"
    models = (path for path in code() if path.name == "models.py" and path.parent.name not in FLOORS)
    assert holding(above, models, flags=re.MULTILINE) == []


def test_every_module_stands_on_the_hill():
    on_the_hill = set(re.findall(r"[\w.]+", " ".join(contract("hill")["layers"])))
    modules = set()
    for floor in FLOORS:
        for child in (HOUSE / floor).iterdir():
            if child.stem not in NOT_MODULES and (child.suffix == ".py" or any(child.glob("**/*.py"))):
                modules.add(f"{floor}.{child.stem}")
    assert modules - on_the_hill == set()


def test_pure_modules_are_the_strictly_typed_ones():
    overrides = rules()["mypy"]["overrides"]
    strict = [module for one in overrides if not one["ignore_errors"] for module in one["module"]]
    assert strict == contract("pure")["source_modules"]


def test_the_door_of_schedules_is_bare():
    assert text_of(HOUSE / "schedules/__init__.py") == ""


def test_nothing_is_left_for_later():
    kept = files(".py", ".html", ".js", ".css", ".toml", ".md", under=(*FLOORS, "tests", "docs"))
    assert holding(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b", kept) == []


def test_nobody_locks_rows():
    assert holding("select_for_" + "update", code()) == []


def test_pages_fetch_nothing_from_outside():
    pages = files(".html", ".js", ".css", ".svg", ".webmanifest")
    outside = r"""(?:https?:|["'(=]\s*)//(?!www\.w3\.org/|127\.0\.0\.1|localhost)[\w-]+\.\w"""
    assert holding(outside, pages) == []


def test_templates_hold_no_inline_code():
    inline = r"<script(?![^>]*(\bsrc=|type=\"application/json\"))|<style\b|\sstyle=\"|\son[a-z]+=\""
    assert holding(inline, files(".html"), flags=re.IGNORECASE) == []


def test_migrations_never_touch_roles():
    written = (path for path in files(".py") if path.parent.name == "migrations")
    assert holding(r"get_model\([\"']auth[\"']|\b(Group|Permission)\.objects|roles", written) == []


def test_the_commands_can_be_run():
    commands = [HOUSE / name for name in ("run", "test", ".ci/run")]
    assert [name_of(one) for one in commands if one.exists() and not os.access(one, os.X_OK)] == []


def test_no_secret_and_no_database_stands_in_the_repository():
    kept = {"", ".py", ".html", ".css", ".js", ".md", ".toml", ".csv", ".json", ".svg", ".png", ".po", ".mo", ".txt"}
    kept |= {".in", ".docx", ".example", ".ttf", ".jsonl"}
    named = {"LICENSE", "run", "test", "python-env", ".gitignore"}
    listed = subprocess.run(["git", "ls-files"], cwd=HOUSE, capture_output=True, text=True, check=False)
    strange = [
        name
        for name in map(Path, listed.stdout.splitlines())
        if name.suffix not in kept or (not name.suffix and name.name not in named)
    ]
    assert strange == []
