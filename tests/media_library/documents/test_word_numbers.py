"""Does a paragraph that Word numbers itself open with the number people see?"""

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from media_library.documents.word_numbers import counted, lettered, read_numbering, roman, spelled

W = nsdecls("w")


def level(at, way, text, more=""):
    """Return one level of a list."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{way}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def lists(*levels, more=""):
    """Return a numbering with one list, number 5."""
    kind = f'<w:abstractNum w:abstractNumId="1">{"".join(levels)}</w:abstractNum>'
    one = '<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>'
    return read_numbering(parse_xml(f"<w:numbering {W}>{kind}{one}{more}</w:numbering>"), None)


def labels(numbering, *places):
    """Return what is printed before paragraphs of these (list, level)."""
    paragraph = '<w:p {}><w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr></w:pPr></w:p>'
    return [numbering.label(parse_xml(paragraph.format(W, at, number))) for number, at in places]


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (105, "一百零五"),
        (110, "一百一十"),
        (1001, "一千零一"),
        (0, "0"),
    ],
)
def test_chinese_counting(number, printed):
    assert counted(number) == printed


def test_other_ways_of_counting():
    assert (spelled(10), roman(14), lettered(28), counted(12, "零壹贰", "拾佰仟")) == ("一〇", "xiv", "bb", "壹拾贰")


def test_lower_levels_start_again_and_upper_ones_go_on():
    numbering = lists(level(0, "chineseCountingThousand", "%1、"), level(1, "chineseCounting", "（%2）"))
    places = [(5, 0), (5, 1), (5, 1), (5, 0), (5, 1)]
    assert labels(numbering, *places) == ["一、", "（一）", "（二）", "二、", "（一）"]


def test_figures_may_show_the_level_above():
    figures = lists(level(0, "chineseCounting", "%1"), level(1, "decimal", "%1.%2", "<w:isLgl/>"))
    assert labels(figures, (5, 0), (5, 1)) == ["一", "1.1"]


def test_a_list_may_start_elsewhere_than_its_kind():
    again = '<w:num w:numId="6"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/>'
    numbering = lists(level(0, "decimal", "%1."), more=again + "</w:lvlOverride></w:num>")
    assert labels(numbering, (5, 0), (6, 0), (5, 0)) == ["1.", "4.", "2."]


def test_a_style_may_carry_the_number():
    style = f'<w:styles {W}><w:style w:styleId="S"><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style></w:styles>'
    kind = f'<w:abstractNum w:abstractNumId="1">{level(0, "decimalEnclosedCircle", "%1")}</w:abstractNum>'
    whole = f'<w:numbering {W}>{kind}<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    numbering = read_numbering(parse_xml(whole), parse_xml(style))
    assert numbering.label(parse_xml(f'<w:p {W}><w:pPr><w:pStyle w:val="S"/></w:pPr></w:p>')) == "①"


@pytest.mark.parametrize("place", [(5, 1), (9, 0), (0, 0), (5, 99)])
def test_bullets_and_lists_that_are_not_there_print_nothing(place):
    assert labels(lists(level(0, "decimal", "%1."), level(1, "bullet", "●")), place) == [""]
