import pytest


@pytest.mark.parametrize(
    ("query", "cookie"),
    [
        ("elder=on", "elder"),
        ("contrast=on", "contrast"),
        ("elder=on&contrast=on", "elder-contrast"),
        ("elder=off", ""),
        ("elder=perhaps", ""),
    ],
)
def test_the_reading_mode_is_remembered(db, client, query, cookie):
    answer = client.get(f"/reading/?{query}&next=/cases/")
    assert (answer.status_code, answer["Location"]) == (302, "/cases/")
    assert client.cookies["reading"].value == cookie


def test_one_mode_is_left_without_the_other(db, client):
    client.cookies["reading"] = "elder-contrast-<script>"
    client.get("/reading/?elder=off")
    assert client.cookies["reading"].value == "contrast"


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_nobody_is_led_to_another_site(db, client, address):
    assert client.get("/reading/", {"elder": "on", "next": address})["Location"] == "/"


def test_reading_mode_takes_no_post(db, client):
    assert client.post("/reading/?elder=on").status_code == 405
