"""Skills: the list, two blind ratings, and a heat map nobody can take apart."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import extranet_content
from extranet.errors import BadInput, Conflict, Forbidden
from extranet.identity import actor_by_id
from extranet_plugins.customer_care_training.events import actions as events
from extranet_plugins.customer_care_training.skills import demand, heat, rating, store
from extranet_plugins.customer_care_training.skills.importing import FaultySkills, read_skills
from extranet_plugins.customer_care_training.skills.model import gap
from extranet_plugins.customer_care_training.skills.suppression import derivable, hidden_cells

HEAD = "code,name,parent,level,level_description\n"
LIST = HEAD + "care,Care,,,\nplain,Plain words,care,1,Uses them\nplain,Plain words,care,2,Writes them\n"
TABLES = st.integers(2, 6).flatmap(
    lambda columns: st.lists(st.lists(st.integers(0, 30), min_size=columns, max_size=columns), min_size=2, max_size=5)
)


def test_the_list_we_ship_has_the_nine_gaps_of_2001_and_our_own_set():
    found = read_skills((Path(extranet_content.__file__).parent / "training" / "skills.csv").read_text(encoding="utf-8"))
    assert sum(one.parent == "gap-2001" for one in found) == 9
    assert sum(one.parent == "customer-care" for one in found) == 6


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ("a,A,,7,x\n", "Line 2: There is no level 7"),
        ("a,A,,1,x\na,B,,2,y\n", "Line 3: The code a stands for another skill on line 2."),
        ("a,A,,1,x\na,A,,1,y\n", "Line 3: Level 1 of a stands twice."),
        ("a,A,b,,\nb,B,a,,\n", "Line 2: a stands below itself."),
        ("a,A,z,,\n", "Line 2: Its parent z is not in the file."),
        (",A,,,\n", "Line 2: A skill needs a code and a name."),
    ],
)
def test_a_wrong_line_is_named(lines, sentence):
    with pytest.raises(FaultySkills, match=sentence.replace(".", r"\.")):
        read_skills(HEAD + lines)


def test_with_one_wrong_line_nothing_is_taken(assess, site):
    with pytest.raises(BadInput):
        rating.import_skills(site, assess.trainer, LIST + "bad,Bad,,9,x\n")
    assert rating.skill_list(site) == []


@pytest.fixture
def listed(assess, site):
    rating.import_skills(site, assess.trainer, LIST)
    rating.set_targets(site, assess.trainer, "Adviser", {"plain": 3})


def test_neither_sees_the_other_until_both_are_in(listed, assess, site):
    ann, boss = assess.person("Ann Oakley"), assess.person("Bo Boss")
    assess.manager(ann.id, boss.id)
    rating.rate_myself(site, ann, {"plain": "1"})
    assert _plain(rating.skills_of_staff(site, boss, ann.id)).theirs is None
    with pytest.raises(Conflict, match="Both have to rate first"):
        rating.agree(site, boss, ann.id, "plain", "2")
    rating.rate_staff(site, boss, ann.id, {"plain": "2"})
    assert (_plain(rating.my_skills(site, ann)).theirs, _plain(rating.skills_of_staff(site, boss, ann.id)).theirs) == (2, 1)
    assert rating.rate_myself(site, ann, {"plain": "4"}) == 0
    rating.agree(site, boss, ann.id, "plain", "2")
    assert _plain(rating.my_skills(site, ann)).level == 2


def test_only_the_line_manager_sees_and_rates(listed, assess, site):
    ann = assess.person("Ann Oakley")
    with pytest.raises(Forbidden, match="Only a person's line manager rates them"):
        rating.skills_of_staff(site, assess.trainer, ann.id)


def test_an_unrated_person_has_no_gap(listed, assess, site):
    ann = assess.person("Ann Oakley")
    rating.choose_role(site, ann, "Adviser")
    with site.db.reading() as connection:
        assert list(heat.gaps(connection)) == []
    assert (gap(3, 1), gap(2, 4)) == (2, 0)


def _plain(found):
    return next(one for one in found if one.skill.code == "plain")


def rate(site, assess, authority, levels):
    """People of one authority with these agreed levels."""
    skill_id = {one.code: one.id for one in rating.skill_list(site)}["plain"]
    for number, level in enumerate(levels):
        made = assess.person(f"{authority} {number}", authority=authority)
        rating.choose_role(site, actor_by_id(site, made.id), "Adviser")
        with site.db.writing() as tx:
            store.keep_rating(tx, made.id, skill_id, authority, agreed=level, rated_on=site.clock.today())


def test_the_map_hides_a_small_cell_and_another_with_it(listed, assess, site):
    rate(site, assess, "woking", [1, 1, 2])
    rate(site, assess, "guildford", [1] * 6)
    rate(site, assess, "waverley", [3] * 8)
    assert heat.publish(site)
    found = heat.newest_map(site)
    assert {authority for (_code, authority), cell in found.cells.items() if cell.is_hidden} == {"woking", "guildford"}
    shown = found.cells["plain", "waverley"]
    assert (shown.mean, shown.people) == (0.0, "5 to 9")
    assert found.cells["plain", ""].mean == 1.0


def test_a_month_has_one_map_and_few_changes_keep_last_months_figures(listed, assess, site):
    for authority in ("guildford", "waverley"):
        rate(site, assess, authority, [1] * 6)
    heat.publish(site)
    assert not heat.publish(site)
    before = heat.newest_map(site).cells
    rate(site, assess, "guildford", [1] * 6 + [3])
    site.clock.move(days=31)
    assert heat.publish(site)
    assert heat.newest_map(site).cells == before


@settings(max_examples=120, deadline=None)
@given(TABLES)
def test_no_small_cell_follows_from_the_totals(table):
    counts = {(f"r{row}", f"c{column}"): count for row, line in enumerate(table) for column, count in enumerate(line)}
    hidden, totals = hidden_cells(counts)
    assert all(cell in hidden for cell, count in counts.items() if count < 5)
    assert [cell for cell in derivable(counts, hidden, totals) if 0 < counts[cell] < 5] == []
    for axis, name in {("row", row) for row, _ in counts} | {("column", column) for _, column in counts}:
        members = [cell for cell in counts if cell[axis == "column"] == name]
        away = [cell for cell in members if cell in hidden]
        if (axis, name) not in totals and any(counts[cell] for cell in away):
            assert len(away) != 1
            assert sum(counts[cell] for cell in away) >= 5


def test_demand_names_no_small_group(listed, assess, site):
    slug = events.keep_offering(site, assess.trainer, None, {
        "title": "Plain words", "summary": "An hour about plain words.", "outcome": "You write so that people understand.",
        "minutes": "60", "cutoff_n": "4", "cutoff_unit": "working_days",
        "late_minutes": "15", "has_substitutes": "on", "is_open": "on",
    })  # fmt: skip
    demand.link_offering(site, assess.trainer, "plain", slug, 1, 2)
    rate(site, assess, "woking", [1, 1])
    rate(site, assess, "guildford", [1] * 5)
    (wanted,) = demand.demand(site, assess.trainer)
    assert (wanted.people, wanted.authorities, wanted.places, wanted.others, wanted.worth) == (7, 2, {"guildford": 5}, 2, 7.0)
    assert wanted.words == "7 people in 2 authorities need Plain words"
    with pytest.raises(Forbidden):
        demand.demand(site, assess.person("Ann Oakley"))
