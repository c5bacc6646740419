"""An award as an Open Badges 3.0 credential, and the list of revoked ones as a credential of its own."""

import hashlib
import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from extranet.clock import LONDON
from extranet_plugins.customer_care_training.awards.contexts import BADGE_URL, VC_URL
from extranet_plugins.customer_care_training.awards.model import Printed

STATUS_MINUTES = 60 * 24


def moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def end_of(day: date) -> datetime:
    """The last second of a day in Surrey."""
    return datetime.combine(day + timedelta(days=1), time(), LONDON).astimezone(UTC) - timedelta(seconds=1)


def badge(printed: Printed, did: str, addresses: Mapping[str, str], recipient: tuple[str, str, str], index: int, skills) -> dict[str, Any]:
    """The unsigned credential. `addresses` are achievement and status; `recipient` is (kind, what is hashed, salt)."""
    return {
        "@context": [VC_URL, BADGE_URL],
        "id": f"urn:uuid:{uuid.uuid4()}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": f"{printed.title} ({printed.level})",
        "issuer": {"id": did, "type": ["Profile"], "name": printed.issuer},
        "validFrom": moment(printed.issued_at),
        "validUntil": moment(end_of(printed.valid_until)),
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": _identifiers(printed, recipient),
            "licenseNumber": printed.number,
            "activityEndDate": printed.completed_on.isoformat(),
            "achievement": _achievement(printed, addresses["achievement"], skills),
        },
        "credentialStatus": {
            "id": f"{addresses['status']}#{index}", "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
            "statusListIndex": str(index), "statusListCredential": addresses["status"],
        },
    }  # fmt: skip


def _identifiers(printed: Printed, recipient: tuple[str, str, str]) -> list[dict[str, Any]]:
    kind, known_as, salt = recipient
    hashed = "sha256$" + hashlib.sha256((known_as + salt).encode()).hexdigest()
    return [
        {"type": "IdentityObject", "identityType": kind, "hashed": True, "salt": salt, "identityHash": hashed},
        {"type": "IdentityObject", "identityType": "name", "hashed": False, "identityHash": printed.holder},
        {"type": "IdentityObject", "identityType": "ext:authority", "hashed": False, "identityHash": printed.authority},
    ]


def _achievement(printed: Printed, address: str, skills) -> dict[str, Any]:
    units = "\n".join(f"{code} {title}" for code, title in printed.units)
    aligned = [{"type": ["Alignment"], "targetName": name, "targetCode": code, "targetUrl": url} for code, name, url in skills]
    return {
        "id": address, "type": ["Achievement"], "achievementType": "Certificate", "name": printed.title, "version": printed.version,
        "description": printed.level, "criteria": {"narrative": units}, **({"alignment": aligned} if aligned else {}),
    }  # fmt: skip


def printed_in(credential: Mapping[str, Any]) -> dict[str, Any]:
    """The printed fields as the credential has them, under the names of Printed. KeyError when one is missing."""
    subject = credential["credentialSubject"]
    achievement = subject["achievement"]
    named = {one["identityType"]: one["identityHash"] for one in subject["identifier"] if not one["hashed"]}
    return {
        "holder": named["name"], "authority": named["ext:authority"], "title": achievement["name"], "level": achievement["description"],
        "version": achievement["version"], "number": subject["licenseNumber"], "completed_on": subject["activityEndDate"],
        "issued_at": credential["validFrom"], "valid_until": credential["validUntil"], "units": achievement["criteria"]["narrative"],
        "issuer": credential["issuer"]["name"],
    }  # fmt: skip


def printed_as_signed(printed: Printed) -> dict[str, Any]:
    """The printed fields as they must stand in the credential."""
    signed = {**vars(printed), "completed_on": printed.completed_on.isoformat(), "issued_at": moment(printed.issued_at)}
    return {**signed, "valid_until": moment(end_of(printed.valid_until)), "units": "\n".join(f"{code} {title}" for code, title in printed.units)}


def status_credential(did: str, name: str, address: str, encoded: str, now: datetime) -> dict[str, Any]:
    """The unsigned list of revoked awards."""
    return {
        "@context": [VC_URL], "id": address, "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": {"id": did, "type": ["Profile"], "name": name}, "validFrom": moment(now), "validUntil": moment(now + timedelta(minutes=STATUS_MINUTES)),
        "credentialSubject": {"id": f"{address}#list", "type": "BitstringStatusList", "statusPurpose": "revocation", "encodedList": encoded},
    }  # fmt: skip
