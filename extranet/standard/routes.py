"""Reads the ways in that are written by hand: journeys through life episodes, and customer groups.

A step or a group that cannot be read is left out and reported. Source: content-standard 5.3.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extranet.standard.front_matter import read_yaml
from extranet.standard.model import ERROR, CustomerGroup, Fault, Step, UnreadableContent, Vocabularies

STEP_TIERS = ("county", "district", "both", "national")
JOURNEYS, CUSTOMER_GROUPS = "journeys.yaml", "customer_groups.yaml"


def read_journeys(folder: Path, faults: list[Fault]) -> dict[str, tuple[Step, ...]]:
    """The steps of each life episode, in order. A content folder may have no journeys."""
    found = _yaml(folder / JOURNEYS, dict, faults)
    return {str(episode): tuple(_made(_step, steps, JOURNEYS, str(episode), faults)) for episode, steps in found.items()}


def read_customer_groups(folder: Path, faults: list[Fault]) -> dict[str, CustomerGroup]:
    """Customer groups by slug, in the order of the file."""
    found = _yaml(folder / CUSTOMER_GROUPS, list, faults)
    return {one.slug: one for one in _made(_customer_group, found, CUSTOMER_GROUPS, "the list", faults)}


def dangling_routes(known: Vocabularies) -> Iterator[Fault]:
    """Steps and groups that name what the other lists do not have."""
    for episode, steps in known.journeys.items():
        if episode not in known.life_episodes:
            yield _fault(JOURNEYS, f"{episode} is no life episode of life_episodes.csv.")
        for step in steps:
            service = known.services.get(step.service) if step.service is not None else None
            if step.service is not None and service is None:
                yield _fault(JOURNEYS, f"“{step.title}” of {episode} names service {step.service}, which services.csv does not have.")
            elif service is not None and service.tier not in (step.tier, "both"):
                yield _fault(JOURNEYS, f"“{step.title}” of {episode} says {step.tier}; service {service.id} is of the tier {service.tier}.")
    for group in known.customer_groups.values():
        for kind, value in group.tags:
            if value not in {str(one) for one in known.terms(kind)}:
                yield _fault(CUSTOMER_GROUPS, f"{group.slug} names {kind} {value}, which is in no list.")


def _step(said: dict) -> Step:
    if said.get("tier") not in STEP_TIERS:
        raise ValueError(f"tier is {said.get('tier')!r}; use {', '.join(STEP_TIERS)}.")
    service = said.get("service")
    if service is not None and not isinstance(service, int):
        raise ValueError(f"service is {service!r}; it must be a whole number.")
    return Step(_line(said, "title"), said["tier"], service, str(said.get("page") or ""), str(said.get("note") or ""))


def _customer_group(said: dict) -> CustomerGroup:
    tags = [
        (kind, str(one)) for kind, name in (("service", "services"), ("function", "functions"), ("episode", "life_episodes")) for one in said.get(name) or ()
    ]
    return CustomerGroup(_line(said, "slug"), _line(said, "name"), str(said.get("scope") or ""), tuple(tags))


def _line(said: dict, name: str) -> str:
    if not str(said.get(name) or "").strip():
        raise ValueError(f"{name} is empty. Fill it in.")
    return str(said[name]).strip()


def _made(make, entries: Any, file: str, where: str, faults: list[Fault]) -> Iterator:
    for number, said in enumerate(entries if isinstance(entries, list) else [], 1):
        try:
            yield make(said if isinstance(said, dict) else {})
        except (ValueError, TypeError) as fault:
            faults.append(Fault(None, None, f"Entry {number} of {where}: {fault}", ERROR, "VOC-1", file))


def _yaml(path: Path, shape: type, faults: list[Fault]) -> Any:
    """What the file holds, or an empty value of that shape."""
    try:
        found = read_yaml(path.read_text(encoding="utf-8-sig")).value or shape()
    except FileNotFoundError:
        return shape()
    except UnreadableContent as fault:
        faults.append(Fault(None, fault.line, fault.sentence, ERROR, "VOC-1", path.name))
        return shape()
    except (OSError, UnicodeDecodeError):
        faults.append(_fault(path.name, f"{path.name} cannot be read as UTF-8 text."))
        return shape()
    if not isinstance(found, shape):
        faults.append(_fault(path.name, f"{path.name} must hold a {'list' if shape is list else 'list for each life episode'}."))
        return shape()
    return found


def _fault(file: str, sentence: str) -> Fault:
    return Fault(None, None, sentence, ERROR, "VOC-5", file)
