#!/usr/bin/python3
"""usage: shc_cards.py FOLDER

Reads the cards of shc_cards.c with jwcrypto and Python's own zlib, and compares each with what was
put in. Exit status: 0 all are so, 1 one is not.
"""
import json
import pathlib
import sys
import zlib

from jwcrypto import jwk, jws

LONGEST_AT_M = 927  # characters that version 22 holds at level M


def to_jws(text):
    assert text.startswith("shc:/") and len(text) % 2 == 1, "prefix and pairs"
    digits = text[len("shc:/"):]
    return "".join(chr(int(digits[i:i + 2]) + 45) for i in range(0, len(digits), 2))


def patient(card):
    parts = card["name"].split("\u3000")
    named = {"text": card["name"]}
    if len(parts) > 1 and all(parts):
        named = {"family": parts[0], "given": parts[1:]}
    return {"resourceType": "Patient", "name": [named], "birthDate": card["birth"]}


def immunization(dose):
    made = {
        "resourceType": "Immunization",
        "status": "completed",
        "vaccineCode": {"coding": [{"system": "http://hl7.org/fhir/sid/cvx", "code": dose["cvx"]}]},
        "patient": {"reference": "resource:0"},
        "occurrenceDateTime": dose["date"],
        "performer": [{"actor": {"display": "MHLW_Gov_of_JAPAN"}}],
    }
    if dose["lot"]:
        made["lotNumber"] = dose["lot"]
    return made


def claims(card):
    resources = [patient(card)] + [immunization(dose) for dose in card["doses"]]
    entries = [{"fullUrl": f"resource:{i}", "resource": one} for i, one in enumerate(resources)]
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    subject = {"fhirVersion": "4.0.1", "fhirBundle": bundle}
    kind = ["https://smarthealth.cards#health-card"]
    return {"iss": card["iss"], "nbf": card["nbf"],
            "vc": {"type": kind, "credentialSubject": subject, "rid": card["rid"]}}


def check(folder, card, keys):
    token = jws.JWS()
    text = to_jws((folder / (card["card"] + ".txt")).read_text())
    token.deserialize(text)
    header = json.loads(token.objects["protected"])
    key = keys.get_key(header["kid"])
    assert header == {"alg": "ES256", "zip": "DEF", "kid": key.thumbprint()}, "header"
    token.verify(key, alg="ES256")
    payload = zlib.decompress(token.payload, -15).decode("utf-8")
    assert json.loads(payload) == claims(card), "content"
    assert card["version"] <= 22 and card["level"] == ("M" if len(text) <= LONGEST_AT_M else "L"), "symbol"


def main():
    folder = pathlib.Path(sys.argv[1])
    keys = jwk.JWKSet.from_json((folder / "jwks.json").read_text())
    cards = json.loads((folder / "cards.json").read_text())
    levels = {card["level"] for card in cards}
    assert cards and levels == {"L", "M"}, "cards of both levels"
    for card in cards:
        try:
            check(folder, card, keys)
        except Exception as fault:
            print(f"{card['card']}: {type(fault).__name__} {fault}")
            return 1
    print(f"jwcrypto: cards={len(cards)}")
    return 0


sys.exit(main())
