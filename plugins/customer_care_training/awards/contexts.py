"""The JSON-LD terms that our credentials use, written anew as a table of facts: which word stands for which IRI.

The published context files are neither copied (1EdTech's licence allows no changed copies) nor fetched. What a term stands for is
fixed by the two specifications, so the canonical RDF, and with it the signature, is the same as with the published files. The
tests compare 1EdTech's example with its published canonical form and check W3C's example signature. A word that is not here is
refused, never silently left unsigned.
Sources: W3C Verifiable Credentials Data Model 2.0, Data Integrity 1.0, Bitstring Status List 1.0; Open Badges 3.0.
"""

VC_URL = "https://www.w3.org/ns/credentials/v2"
BADGE_URL = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"

_VC = "https://www.w3.org/2018/credentials#"
_SECURITY = "https://w3id.org/security#"
_STATUS = "https://www.w3.org/ns/credentials/status#"
_BADGE = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"
_SCHEMA = "https://schema.org/"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_BADGE_XSD = "https://www.w3.org/2001/XMLSchema#"  # with https, as the Open Badges context has it


def _typed(iri: str, kind: str, **more) -> dict:
    return {"@id": iri, "@type": kind, **more}


VC = {
    "@version": 1.1, "id": "@id", "type": "@type",
    "name": _SCHEMA + "name", "description": _SCHEMA + "description",
    **{name: _VC + name for name in ("VerifiableCredential", "VerifiablePresentation")},
    **{name: _typed(_VC + name, "@id") for name in ("credentialSubject", "credentialStatus", "issuer")},
    **{name: _typed(_VC + name, _XSD + "dateTime") for name in ("validFrom", "validUntil")},
    "proof": _typed(_SECURITY + "proof", "@id", **{"@container": "@graph"}),
    "DataIntegrityProof": _SECURITY + "DataIntegrityProof",
    "cryptosuite": _typed(_SECURITY + "cryptosuite", _SECURITY + "cryptosuiteString"),
    "created": _typed("http://purl.org/dc/terms/created", _XSD + "dateTime"),
    "verificationMethod": _typed(_SECURITY + "verificationMethod", "@id"),
    "proofPurpose": _typed(_SECURITY + "proofPurpose", "@vocab"),
    "assertionMethod": _typed(_SECURITY + "assertionMethod", "@id", **{"@container": "@set"}),
    "proofValue": _typed(_SECURITY + "proofValue", _SECURITY + "multibase"),
    **{name: _STATUS + name for name in (
        "BitstringStatusListEntry", "BitstringStatusListCredential", "BitstringStatusList", "statusPurpose", "statusListIndex",
    )},
    "statusListCredential": _typed(_STATUS + "statusListCredential", "@id"),
    "encodedList": _typed(_STATUS + "encodedList", _SECURITY + "multibase"),
}  # fmt: skip

BADGE = {
    "@version": 1.1,
    **{name: _BADGE + name for name in (
        "OpenBadgeCredential", "Achievement", "AchievementSubject", "Criteria", "IdentityObject", "Profile", "achievementType", "identityType",
        "identityHash", "salt", "licenseNumber", "narrative", "targetCode", "version",
    )},
    "Alignment": _SCHEMA + "AlignmentObject",
    "achievement": _BADGE + "achievement-0",
    "alignment": {"@id": _BADGE + "alignment", "@container": "@set"},
    "identifier": {"@id": _BADGE + "identifier", "@container": "@set"},
    "criteria": _typed(_BADGE + "Criteria", "@id"),
    "creditsAvailable": _typed(_BADGE + "creditsAvailable", _BADGE_XSD + "float"),
    "hashed": _typed(_BADGE + "hashed", _BADGE_XSD + "boolean"),
    "activityEndDate": _typed(_BADGE + "activityEndDate", _BADGE_XSD + "date"),
    "targetName": _SCHEMA + "targetName",
    "targetUrl": _typed(_SCHEMA + "targetUrl", _BADGE_XSD + "anyURI"),
    "url": _typed(_SCHEMA + "url", _BADGE_XSD + "anyURI"),
}  # fmt: skip

CONTEXTS = {VC_URL: {"@context": VC}, BADGE_URL: {"@context": BADGE}}
TYPES = frozenset({
    "VerifiableCredential", "OpenBadgeCredential", "BitstringStatusListCredential", "BitstringStatusList", "BitstringStatusListEntry",
    "DataIntegrityProof", "Profile", "AchievementSubject", "Achievement", "IdentityObject", "Criteria", "Alignment",
})  # fmt: skip
