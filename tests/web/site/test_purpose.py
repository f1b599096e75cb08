"""Purpose and case number: asked once, remembered, shown, changed; never a number of a person."""

import pytest

GOOD = {"purpose": "plan_supervision", "case_number": "2026-1234", "next": "/logg/"}


def test_a_purpose_is_remembered_and_shown(sign_in):
    client = sign_in("auditor")
    assert "Välj syfte" in client.get("/").content.decode()
    answer = client.post("/syfte/", GOOD)
    assert (answer.status_code, answer["Location"]) == (302, "/logg/")
    assert "Syfte: planera tillsyn, ärende 2026-1234" in client.get("/").content.decode()
    client.post("/syfte/", {**GOOD, "purpose": "report", "case_number": "4.1-77/2026"})
    assert "Syfte: handlägga tips eller klagomål, ärende 4.1-77/2026" in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"case_number": ""}, "Ange ärendets nummer."),
        ({"case_number": "abc"}, "minst en siffra"),
        ({"case_number": "19811218-9876"}, "ser ut som ett personnummer"),
        ({"case_number": "8112189876"}, "ser ut som ett personnummer"),
        ({"purpose": ""}, "Välj ett syfte."),
        ({"purpose": "curiosity"}, "curiosity"),
    ],
)
def test_what_is_no_purpose_is_told(sign_in, wrong, said):
    client = sign_in("auditor", name="auditor-without-purpose")
    answer = client.post("/syfte/", {**GOOD, **wrong})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Välj syfte" in client.get("/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_the_way_on_is_never_elsewhere(sign_in, elsewhere):
    assert sign_in("auditor").post("/syfte/", {**GOOD, "next": elsewhere})["Location"] == "/"
