"""Whether a credential is an award that was signed by a known key, unchanged and in force. Needs no network and no database.

Whoever was given the credential, the issuer's did.json and (for revocation) its status list can check with this module alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from extranet_plugins.customer_care_training.awards import status_list
from extranet_plugins.customer_care_training.awards.canonical import NotCanonical
from extranet_plugins.customer_care_training.awards.contexts import BADGE_URL, VC_URL
from extranet_plugins.customer_care_training.awards.signing import SUITE, is_signed_by


@dataclass(frozen=True)
class Verdict:
    """What was found. `reason` is '' when the credential holds; `code` is a word for programs."""

    code: str
    reason: str = ""

    @property
    def holds(self) -> bool:
        return self.code == "valid"


def verify(credential: Any, did_document: Mapping[str, Any], now: datetime, status: Mapping[str, Any] | None = None) -> Verdict:
    """The verdict on one credential. `status` is the issuer's signed status list; without it revocation is not looked at."""
    shape = _shape(credential)
    if shape:
        return Verdict("malformed", shape)
    public = _key_of(credential, did_document)
    if public is None:
        return Verdict("unknown key", "It names a key that the issuer does not list.")
    try:
        if not is_signed_by(credential, public):
            return Verdict("changed", "Its signature does not fit: something in it was changed, or it was never signed by the issuer.")
    except NotCanonical as fault:
        return Verdict("unsigned parts", str(fault))
    return _in_force(credential, now) or _revoked(credential, did_document, now, status) or Verdict("valid")


def _shape(credential: Any) -> str:
    """What it lacks to be a credential of ours; ''."""
    if not isinstance(credential, Mapping) or credential.get("@context") != [VC_URL, BADGE_URL]:
        return "It is not an Open Badges 3.0 credential: its contexts are not the two that are asked for, in order."
    if not {"VerifiableCredential", "OpenBadgeCredential"} <= set(credential.get("type", ())):
        return "It is not an Open Badges 3.0 credential: its types are not."
    proof, issuer = credential.get("proof"), credential.get("issuer")
    if not isinstance(proof, Mapping) or not isinstance(issuer, Mapping):
        return "It has no proof or no issuer."
    if proof.get("type") != "DataIntegrityProof" or proof.get("cryptosuite") != SUITE or proof.get("proofPurpose") != "assertionMethod":
        return f"Its proof is not of the kind {SUITE}."
    needed = ("id", "validFrom", "credentialSubject")
    return next((f"It has no {name}." for name in needed if name not in credential), "")


def _key_of(credential: Mapping[str, Any], did_document: Mapping[str, Any]) -> str | None:
    if credential["issuer"].get("id") != did_document.get("id"):
        return None
    method = credential["proof"].get("verificationMethod")
    allowed = set(did_document.get("assertionMethod", ()))
    return next((one["publicKeyMultibase"] for one in did_document.get("verificationMethod", ()) if one["id"] == method and method in allowed), None)


def _in_force(credential: Mapping[str, Any], now: datetime) -> Verdict | None:
    try:
        begins = datetime.fromisoformat(credential["validFrom"])
        ends = datetime.fromisoformat(credential["validUntil"]) if "validUntil" in credential else None
    except (TypeError, ValueError):
        return Verdict("malformed", "Its dates cannot be read.")
    if now < begins:
        return Verdict("not yet valid", f"It holds only from {begins:%-d %B %Y}.")
    return Verdict("expired", f"It held until {ends:%-d %B %Y}.") if ends is not None and now > ends else None


def _revoked(credential: Mapping[str, Any], did_document: Mapping[str, Any], now: datetime, status: Mapping[str, Any] | None) -> Verdict | None:
    if status is None or "credentialStatus" not in credential:
        return None
    entry = credential["credentialStatus"]
    if status.get("id") != entry["statusListCredential"]:
        return Verdict("unknown status", "The status list is not the one that it names.")
    public = _key_of(status, did_document)
    try:
        if public is None or not is_signed_by(status, public) or _in_force(status, now):
            return Verdict("unknown status", "The status list is not signed by the issuer, or is too old.")
        is_revoked = status_list.is_set(status["credentialSubject"]["encodedList"], int(entry["statusListIndex"]))
    except (NotCanonical, ValueError, KeyError) as fault:
        return Verdict("unknown status", f"The status list cannot be read: {fault}")
    return Verdict("revoked", "It was withdrawn by the issuer.") if is_revoked else None
