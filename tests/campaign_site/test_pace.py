from campaign_site.pace import MOST_KEYS, Pace


def test_a_key_has_its_turns_in_each_window():
    pace = Pace(2, seconds=60)

    assert [pace.within("a", moment) for moment in (0, 1, 2, 59)] == [True, True, False, False]
    assert pace.within("b", 59)
    assert pace.within("a", 60)


def test_it_never_grows_without_bound():
    pace = Pace(1, seconds=60)
    for number in range(MOST_KEYS + 10):
        pace.within(str(number), 1)

    assert len(pace._turns) <= MOST_KEYS + 1
