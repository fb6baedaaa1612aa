"""How long does the whole suite take, beside only finding its tests?"""

import subprocess
import sys
from collections.abc import Iterator
from time import perf_counter

from tests.bench.measuring import Line


def seconds(*arguments: str) -> float:
    begun = perf_counter()
    subprocess.run([sys.executable, "-m", "pytest", "-q", *arguments], check=False, stdout=subprocess.DEVNULL)
    return perf_counter() - begun


def lines() -> Iterator[Line]:
    """Run the suite once."""
    found = seconds("--collect-only")
    yield Line("全部测试", seconds("-n", "2", "--dist", "loadgroup"), "秒", "只收集不运行", found)
