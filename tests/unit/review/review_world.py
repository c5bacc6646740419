"""People of two groups, and a page that keeps every rule of the standard."""

from datetime import date

GROUP = "gis-users-group"  # starts with one approval
FREE = "front-line-forum"  # starts with none


def question(**changes):
    """The fields of a question and answer that keeps every rule."""
    return {
        "title": "Missed bin collection",
        "type": "qa",
        "summary": "What to say and do when a crew did not empty a bin.",
        "everyday_terms": ["missed bin"],
        "owner_authority": "woking",
        "working_group": GROUP,
        "audience": "all-authorities",
        "functions": [38],
        "lgsl_ids": [524],
        "life_episodes": "none",
        "area": "all",
        "localisable": "optional",
        "confidence": "validated",
        "status": "live",
        "update_type": "major",
        "change_note": "Crews come back within two working days now.",
        "review_by": date(2027, 3, 1),
        "customer_question": "My bin was not emptied, what can I do?",
        "short_answer": "Report it within 2 working days and the crew comes back.",
        "environment": {"authorities": "all", "services": [524]},
        "sources": ["Council websites, read 1 November 2026"],
        "resolution_type": "resolve",
    } | changes
