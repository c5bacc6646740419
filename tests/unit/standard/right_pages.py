"""A right page of every type, for the standard's tests."""

from datetime import date
from pathlib import Path

TODAY = date(2026, 11, 21)
CONTENT = Path(__file__).parents[3] / "content"

COMMON = {
    "title": "Missed bin collection", "summary": "What to say and do when a crew did not empty a bin.", "everyday_terms": ["missed bin"],
    "owner_authority": "surrey-heath", "working_group": "front-line-forum", "audience": "all-authorities", "reader_role": ["adviser"],
    "functions": [38], "lgsl_ids": [524], "life_episodes": ["everyday-at-home"], "area": "all", "status": "live",
    "change_note": "First version for the shared answer book.", "review_by": date(2026, 12, 1), "related": ["bin-day"],
}
OWN = {
    "service": {
        "lgsl_id": 524, "lgsl_ids": [526], "what_it_is": "Bins are emptied.", "need_to_know": ["Put it out by 6am.", "Lids closed."],
        "ask_the_customer": ["What is your postcode?"], "actions": [{"label": "Report a missed bin", "lgil": 17}],
        "resolve_now": "[[missed-bin]]", "refer_to": [{"tier": "district", "queue": "Waste"}], "contact": ["waste-team"],
    },
    "procedure": {
        "goal": "The bin is emptied.", "steps": ["Ask for the postcode.", "Check the day.", "Close the contact."],
        "stop_and_refer_if": [{"condition": "The lane is blocked", "target": "Waste"}], "outcome_script": "The crew will come back.",
        "sla_class": "P3", "wrap_up_codes": ["resolved"],
    },
    "guidance": {"key_points": ["One.", "Two.", "Three."], "parts": [{"title": "Rounds", "body": "Rounds run all week."}]},
    "qa": {
        "customer_question": "My bin was not emptied, what can I do?", "short_answer": "Leave it out.", "environment": {"authorities": "all"},
        "sources": ["Waste policy"], "resolution_type": "resolve",
    },
    "training": {"objective": "After this you can settle a missed bin.", "level": "starter", "minutes": 20, "format": "page",
                 "linked_pages": ["missed-bin"]},
    "policy": {"plain_summary": "Side waste is not taken.", "statement": "No side waste.", "adopted_by": "Executive",
               "effective_from": date(2026, 1, 1), "applies_to": "all"},
    "contact": {"body_name": "Waste team", "authority": "woking", "purpose": "Bins.", "phones": [{"title": "Waste", "number": "01483 755855"}],
                "hours": "9am to 5pm, Monday to Friday", "transfer_type": "warm", "public_ok": True},
    "notice": {"level": "disruption", "headline": "Crews are a day late", "what_changed": "Snow.", "what_to_say": "Leave it out.",
               "affects": {"lgsl_ids": [524], "areas": "all"}, "starts": date(2026, 11, 20), "ends": date(2026, 11, 24)},
    "decision": {"start_text": "Ask about the bin.", "nodes": [
        {"kind": "question", "slug": "late", "title": "Was it out by 6am?", "options": [
            {"label": "Yes", "next_node": "back"}, {"label": "Not sure", "next_node": "back"}]},
        {"kind": "outcome", "slug": "back", "title": "The crew comes back", "outcome_type": "resolve"},
    ]},
}


def right_page(type_name: str, **changes) -> dict:
    """Metadata of this type without a fault; a change to None takes the field away."""
    page = {**COMMON, **OWN[type_name], "type": type_name, **changes}
    return {name: value for name, value in page.items() if value is not None}
