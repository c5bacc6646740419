"""The signature suite against published examples, and what a signature must not miss."""

import hashlib
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from extranet_plugins.customer_care_training.awards import base58, codes, status_list
from extranet_plugins.customer_care_training.awards.canonical import NotCanonical, canonical_rdf
from extranet_plugins.customer_care_training.awards.contexts import BADGE, BADGE_URL, CONTEXTS, TYPES, VC_URL
from extranet_plugins.customer_care_training.awards.sealing import seal, unseal
from extranet_plugins.customer_care_training.awards.signing import is_signed_by, public_key, public_multibase, signed

# W3C Data Integrity EdDSA Cryptosuites 1.0, its example for eddsa-rdfc-2022.
W3C_KEY = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
W3C_CONTEXT = "https://www.w3.org/ns/credentials/examples/v2"
W3C = {
    "@context": [VC_URL, W3C_CONTEXT],
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": "https://vc.example/issuers/5678",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
    "proof": {
        "type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022", "created": "2023-02-24T23:36:38Z", "proofPurpose": "assertionMethod",
        "verificationMethod": f"https://vc.example/issuers/5678#{W3C_KEY}",
        "proofValue": "z21EVs3eXERqTn4acNHT9viboqgzUaQ3kTmhPT3eA8qrVPE7CrQq78WkzctnMX5W4CrzcKnHw8V6dvy5pgWYCU5e9",
    },
}  # fmt: skip
W3C_CONTEXTS = {VC_URL: CONTEXTS[VC_URL], W3C_CONTEXT: {"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}}}

# 1EdTech, Open Badges 3.0 implementation guide: key pair, and the facts of its example badge.
OB_SECRET, OB_KEY = "6241a409e6707bb640a0140a8a32bc3d193c33a661747284d6adfa4ed4180be4", "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi"


def test_the_w3c_example_verifies_and_one_changed_byte_does_not():
    assert is_signed_by(W3C, W3C_KEY, W3C_CONTEXTS, TYPES | {"AlumniCredential"})
    for changed in ({**W3C, "name": "Alumni Credentiaj"}, {**W3C, "validFrom": "2023-01-02T00:00:00Z"}):
        assert not is_signed_by(changed, W3C_KEY, W3C_CONTEXTS, TYPES | {"AlumniCredential"})


def test_the_1edtech_key_is_written_as_its_guide_writes_it():
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(OB_SECRET))
    assert public_multibase(key.public_key()) == OB_KEY
    assert public_key(OB_KEY).public_bytes_raw().hex() == "4bdeafde2ea8beefadd8c699b5c7e0704cf51154d52e17b20b71337ca04cc5a5"


def test_the_1edtech_example_has_its_published_canonical_form():
    """The guide's example uses an older context, in which `achievement` stood for another IRI."""
    address, older = "https://purl.imsglobal.org/spec/ob/v3p0/context/ob_v3p0.jsonld", "https://w3id.org/security/data-integrity/v1"
    contexts = {
        VC_URL: CONTEXTS[VC_URL], older: {"@context": {}},
        address: {"@context": {**BADGE, "achievement": "https://purl.imsglobal.org/spec/vc/ob/vocab.html#achievement"}},
    }  # fmt: skip
    badge = {
        "@context": [VC_URL, address, older], "id": "http://example.com/credentials/3527", "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": "https://example.edu/issuers/565049", "type": ["Profile"], "url": "https://www.imsglobal.org", "name": "Example Corp"},
        "validFrom": "2010-01-01T00:00:00Z", "name": "Teamwork Badge",
        "credentialSubject": {"id": "did:example:ebfeb1f712ebc6f1c276e12ec21", "type": ["AchievementSubject"], "achievement": {
            "id": "https://example.com/achievements/21st-century-skills/teamwork", "type": ["Achievement"], "name": "Teamwork",
            "criteria": {"narrative": "Team members are nominated for this badge by their peers and recognized upon review by Example Corp management."},
            "description": "This badge recognizes the development of the capacity to collaborate within a group environment.",
        }},
    }  # fmt: skip
    written = canonical_rdf(badge, contexts)
    assert hashlib.sha256(written).hexdigest() == "87f65a76d40146205e3b3e06cb0fbd153f97f9ce70372390f52566bb7f9e0773"
    assert b"_:c14n0 <https://purl.imsglobal.org/spec/vc/ob/vocab.html#narrative>" in written


BARE = {"@context": [VC_URL, BADGE_URL], "id": "urn:uuid:1", "type": ["VerifiableCredential", "OpenBadgeCredential"], "name": "A"}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"grade": "excellent"}, "No context knows the word “grade”"),
        ({"type": ["VerifiableCredential", "MedicalDegree"]}, "The type “MedicalDegree” is not one of those known here"),
        ({"@context": [VC_URL, "https://example.com/evil"]}, "The context https://example.com/evil is not one of those known here"),
    ],
)
def test_what_a_signature_would_not_cover_is_refused(change, sentence):
    with pytest.raises(NotCanonical, match=sentence):
        canonical_rdf({**BARE, **change})


def test_every_byte_of_every_signed_field_counts():
    key = Ed25519PrivateKey.generate()
    public = public_multibase(key.public_key())
    document = signed(BARE, key, f"did:web:x#{public}", "2026-05-01T09:00:00Z")
    assert is_signed_by(document, public)
    text = json.dumps(document)
    for place in range(text.index('"urn'), text.index('"urn') + 12):
        if text[place] in 'urnid:1A':
            other = json.loads(text[:place] + "z" + text[place + 1 :])
            assert not is_signed_by(other, public)
    for name in ("created", "verificationMethod"):
        other = json.loads(text)
        other["proof"][name] = other["proof"][name].replace("2", "3").replace("x", "y")
        assert not is_signed_by(other, public)


def test_base58_keeps_leading_zeros_and_round_trips():
    for content in (b"", b"\0\0abc", b"\xff" * 40, b"\0"):
        assert base58.decode(base58.encode(content)) == content


def test_codes_hold_eighty_bits_and_forgive_typing():
    made = {codes.new_code() for _ in range(500)}
    assert len(made) == 500
    code = "7K3M-9PQR-02XW-VB5T"
    assert codes.normal(" 7k3m 9pqr o2xw vb5t ") == code
    assert codes.normal("7K3M-9PQR-02XW-VB5") is None
    assert codes.normal("UUUU-9PQR-02XW-VB5T") is None


def test_the_status_list_holds_its_bits_and_no_others():
    encoded = status_list.encode([0, 9, status_list.SIZE - 1])
    assert [status_list.is_set(encoded, index) for index in (0, 1, 8, 9, status_list.SIZE - 1)] == [True, False, False, True, True]
    with pytest.raises(ValueError, match="does not hold this award"):
        status_list.is_set(encoded, status_list.SIZE)


def test_a_sealed_key_opens_with_the_secret_alone():
    key = Ed25519PrivateKey.generate()
    sealed = seal(key, "secret")
    assert unseal(sealed, "secret").private_bytes_raw() == key.private_bytes_raw()
    assert unseal(sealed, "other") is None
