"""Awards: a number, a check code, a public page, and a credential that verifies offline.

model.py        an award, its printed fields and its status
codes.py        check codes of 80 bits
base58.py       numbers as base58, as keys and signatures are written
contexts.py     the terms of the credential, re-expressed; never fetched
canonical.py    a document as canonical RDF, refusing what would go unsigned
signing.py      eddsa-rdfc-2022: sign and check
sealing.py      private keys at rest
status_list.py  revocation by a list of bits
credential.py   an award as an Open Badges 3.0 credential
verifying.py    is this credential ours and in force? each no with its reason
store.py        tables and queries
keys.py  issuing.py   what people do
printing.py     QR code, and PDF where WeasyPrint is installed
views.py        /-/awards/
"""
