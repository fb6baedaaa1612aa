"""How fast are advertisements scanned beside a bare pass over the same words, and beside the rules tried one by one?"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from time import perf_counter

from ahocorasick_rs import AhoCorasick

from media_library.ads.normalise import normalise
from media_library.ads.rulebook import Find, Rule, Rulebook, shipped
from media_library.ads.rules import Written, read
from media_library.ads.scanning import scan
from tests.bench.measuring import Line

SIGNS = 300_000  # of the running text the engines are measured on
ADS = 150
COUNTY_WORDS = (50, 500, 5_000)
PLAIN = "本镇周六赶场，新米上市，欢迎乡亲们来选购。道路施工请绕行，注意安全。卫生院周三义诊，带好身份证。"


def lines() -> Iterator[Line]:
    """Measure on text of our own: plain sentences with every rule's examples strewn among them."""
    from campaign_site import clock

    book, today = shipped(), clock.today()
    examples = [example.text for rule in book.rules for example in (*rule.hits, *rule.misses)]
    text = running_text(examples)
    megabytes = len(text.encode()) / 1e6
    finds = [find for rule in book.rules for find in rule.finds]
    bare = AhoCorasick(book.matcher.literals)

    passed = best(lambda: bare.find_matches_as_indexes(text, overlapping=True))
    matched = best(lambda: book.matcher.spans(text, lambda number: True))
    tried = best(lambda: one_by_one(finds, text), times=1)
    yield Line("词与写法一遍找完", megabytes / matched, "MB/s", "只过一遍同样的词", megabytes / passed)
    yield Line("词与写法一遍找完", megabytes / matched, "MB/s", "逐条用 re 试", megabytes / tried)

    ads = examples[:ADS]
    whole = best(lambda: [scan({"id": 1, "text": ad}, book, today=today) for ad in ads], times=2)
    normal = best(lambda: [normalise(ad) for ad in ads], times=2)
    size = sum(len(ad.encode()) for ad in ads) / 1e3
    yield Line("整条扫描（还原、结构、规则）", len(ads) / whole, "条/秒", "只还原写法", len(ads) / normal)
    yield Line("整条扫描", size / whole, "kB/s")
    least = None
    for count in COUNTY_WORDS:
        larger = with_county_words(book, count)
        read(Written(ads[0], today), larger)
        taken = best(lambda larger=larger: [read(Written(ad, today), larger) for ad in ads], times=2)  # type: ignore[misc]
        least = least or taken
        yield Line(
            f"加 {count} 条县里的词",
            taken * 1000 / len(ads),
            "毫秒/条",
            f"加 {COUNTY_WORDS[0]} 条",
            least * 1000 / len(ads),
        )


def running_text(examples: list[str]) -> str:
    """Plain sentences with an example now and then, always the same."""
    dice = random.Random(4)
    parts: list[str] = []
    size = 0
    while size < SIGNS:
        parts.append(dice.choice(examples) if dice.random() < 0.1 else PLAIN)
        size += len(parts[-1])
    return normalise("\n".join(parts)).text


def one_by_one(finds: list[Find], text: str) -> int:
    """What the same rules cost when each of their writings is looked for by itself."""
    tried = [one for find in finds for one in (*map(re.escape, find.words), *find.patterns)]
    return sum(len(re.findall(one, text)) for one in tried)


def with_county_words(book: Rulebook, count: int) -> Rulebook:
    """The book with so many rules of one invented word each, as a county would write them."""
    dice = random.Random(count)
    signs = [chr(code) for code in range(0x4E00, 0x5E00)]
    model: Rule = book.rules[0]
    find = replace(model.finds[0], patterns=(), needs=(), without=(), excepted=None)
    made = (
        replace(model, id=f"KZ-{n}", finds=(replace(find, words=("".join(dice.choices(signs, k=4)),)),))
        for n in range(count)
    )
    return book.with_rules(tuple(made), f"{book.version}+{count}")


def best(call: Callable[[], object], *, times: int = 3) -> float:
    """Seconds of the quickest of some calls; the machine is shared."""
    taken = []
    for _ in range(times):
        begun = perf_counter()
        call()
        taken.append(perf_counter() - begun)
    return min(taken)
