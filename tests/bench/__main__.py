"""Which benchmarks are there, and on which installation do they run? Its own, in var/bench, with the demonstration year."""

import argparse
import os
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]


WITHOUT_THE_YEAR = {"places"}


def prepare(names: list[str]) -> None:
    """Bring an installation of our own up to date; the second run finds it ready. Some measure without the demonstration year."""
    os.environ["VAR_DIR"] = os.environ.get("BENCH_VAR_DIR", str(HOUSE / "var" / "bench"))
    os.environ |= {"DJANGO_SETTINGS_MODULE": "campaign_site.settings", "DEMO": "1", "DEMO_TODAY": "2026-10-31"}
    (Path(os.environ["VAR_DIR"]) / "static").mkdir(parents=True, exist_ok=True)
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    if set(names) - WITHOUT_THE_YEAR or not names:
        call_command("load", stdout=sys.stderr)


def main() -> None:
    """Run the benchmarks asked for, all but the suite, the twins, the words in pictures and the country's places when none is named."""
    prepare([name for name in sys.argv[1:] if not name.startswith("-")])
    from tests.bench import ads, board, circulars, debts, ocr, pages, places, posting, rescan, suite, twins

    known = {
        "debts": debts.lines,
        "page": pages.lines,
        "board": board.lines,
        "post": posting.lines,
        "circular": circulars.lines,
        "ads": ads.lines,
        "rescan": rescan.lines,
        "ocr": ocr.lines,
        "twins": twins.lines,
        "places": places.lines,
        "suite": suite.lines,
    }
    parser = argparse.ArgumentParser(prog="./run bench", description="打印各项性能与基线之比。")
    parser.add_argument("names", nargs="*", choices=[[], *known], help="只跑其中几项")
    chosen = parser.parse_args().names or [name for name in known if name not in ("suite", "twins", "ocr", "places")]
    for name in chosen:
        for line in known[name]():
            print(line, flush=True)


main()
