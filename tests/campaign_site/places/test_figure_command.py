"""Does the command say what it would do, do it whole, and refuse with every wrong line?"""

import pytest
from django.core.management import CommandError, call_command

from campaign_site.places.models import Denominator
from tests.campaign_site.places.sheets_of_figures import figures_sheet, row


@pytest.fixture
def sheet(tmp_path):
    def write(*rows) -> str:
        path = tmp_path / "分母.xlsx"
        path.write_bytes(figures_sheet(*rows))
        return str(path)

    return write


def test_a_dry_run_says_and_the_run_writes(county, sheet, capsys) -> None:
    path = sheet(row("第1镇", homes=900))
    call_command("import_figures", path, "--dry-run")
    said = capsys.readouterr()
    assert (said.out, Denominator.objects.count()) == ("新增 1，改动 0，不变 0\n", 0)
    assert "第 2 行 新增 第1镇 户数（户） 900，2025-12-31，统计局年报" in said.err

    call_command("import_figures", path)
    call_command("import_figures", path)
    assert capsys.readouterr().out == "新增 1，改动 0，不变 0\n新增 0，改动 0，不变 1\n"


def test_wrong_lines_and_files_end_with_their_reason(county, sheet, tmp_path) -> None:
    with pytest.raises(CommandError, match=r"第 2 行：没有叫“第9镇”的地方"):
        call_command("import_figures", sheet(row("第9镇", homes=1)))
    with pytest.raises(CommandError, match="打不开文件"):
        call_command("import_figures", str(tmp_path / "没有.xlsx"))
    call_command("import_figures", sheet(row("第1镇", homes=1)))
    with pytest.raises(CommandError, match="请写更正原因"):
        call_command("import_figures", sheet(row("第1镇", homes=2)))
    with pytest.raises(CommandError, match="--place"):
        call_command("import_figures", sheet(row("第1镇", homes=1)), place="999999")
