"""Do the documents name what there is?"""

import re
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
READ = re.compile(r"""(?:env\.\w+|yes_or_no|whole_number|day_or_none|database|environ\.get)\(\s*["']([A-Z_]+)["']""")


def text(name):
    return (HOUSE / name).read_text(encoding="utf-8")


def variables():
    sources = [*HOUSE.glob("campaign_site/*.py"), *HOUSE.glob("schedules/**/*.py")]
    return {name for source in sources for name in READ.findall(source.read_text(encoding="utf-8"))}


def test_every_variable_is_explained():
    explained = set(re.findall(r"`([A-Z_]+)`", text("docs/operations.md")))
    assert variables() - explained == set()


def test_the_sample_environment_sets_only_what_is_read():
    sample = set(re.findall(r"^([A-Z_]+)=", text(".env.production.example"), re.MULTILINE))
    assert sample - variables() == set()


def test_links_between_documents_lead_somewhere():
    documents = [*HOUSE.glob("*.md"), *HOUSE.glob("*/README.md"), *HOUSE.glob("docs/*.md")]
    broken = [
        f"{page.relative_to(HOUSE)} → {target}"
        for page in documents
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []
