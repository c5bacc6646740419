"""The journeys through life episodes and the customer groups: of the starting content, and in a folder that has them wrong."""

from pathlib import Path

import pytest

from extranet.standard import load_vocabularies, read_front_matter
from extranet.standard.routes import STEP_TIERS

CONTENT = Path(__file__).parents[3] / "content"
KNOWN = load_vocabularies(CONTENT / "vocabularies")
PAGES = {path.stem: path for path in (CONTENT / "pages").glob("*.md")}


def test_the_lists_have_no_fault():
    assert KNOWN.faults == ()


@pytest.mark.parametrize("episode", KNOWN.life_episodes)
def test_every_life_episode_is_a_journey_over_pages_that_are_there(episode):
    steps = KNOWN.journeys[episode]
    assert len(steps) >= 3
    assert {step.page for step in steps if step.page} <= set(PAGES)
    assert {step.tier for step in steps} <= set(STEP_TIERS)
    assert all(step.page or step.service or step.note for step in steps)
    assert len({step.title for step in steps}) == len(steps)


def test_every_customer_group_has_pages():
    tags = {name: fields_of(path) for name, path in PAGES.items()}
    for group in KNOWN.customer_groups.values():
        assert sum(bool(set(group.tags) & found) for found in tags.values()) >= 3, group.slug


def fields_of(path: Path) -> set[tuple[str, str]]:
    said = read_front_matter(path.read_text(encoding="utf-8")).metadata
    named = {"service": "lgsl_ids", "function": "functions", "episode": "life_episodes"}
    return {(kind, str(one)) for kind, name in named.items() for one in (said.get(name) if isinstance(said.get(name), list) else [])}


def test_what_is_wrong_in_a_journey_is_named_and_the_rest_stays(tmp_path):
    (tmp_path / "journeys.yaml").write_text(
        "moving-home:\n- {title: Pack, tier: parish}\n- {title: Tell the council, tier: district, service: 999999}\nnowhere:\n- {title: Go, tier: national}\n"
    )
    found = load_vocabularies(tmp_path)
    sentences = " ".join(fault.sentence for fault in found.faults if fault.file == "journeys.yaml")
    assert [step.title for step in found.journeys["moving-home"]] == ["Tell the council"]
    assert "tier is 'parish'" in sentences
    assert "service 999999, which services.csv does not have" in sentences
    assert "nowhere is no life episode" in sentences


def test_a_folder_without_journeys_has_none_and_no_fault(tmp_path):
    found = load_vocabularies(tmp_path)
    assert found.journeys == {}
    assert not [fault for fault in found.faults if fault.file == "journeys.yaml"]


@pytest.mark.parametrize("text", ["- just a list", "moving-home: [", "moving-home: 7", "moving-home:\n- a word"])
def test_a_crooked_file_of_journeys_stops_nothing(tmp_path, text):
    (tmp_path / "journeys.yaml").write_text(text)
    assert not load_vocabularies(tmp_path).journeys.get("moving-home")
