"""Are secrets made once, and for their owner only?"""

from campaign_site.environment import made_once


def test_a_secret_is_made_once_and_stays(tmp_path):
    first = made_once(tmp_path / "secret-key")
    assert len(first) >= 60
    assert made_once(tmp_path / "secret-key") == first
    assert [one.name for one in tmp_path.iterdir()] == ["secret-key"]


def test_only_its_owner_reads_it(tmp_path):
    made_once(tmp_path / "secret-key")
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600
