"""GIFT, Moodle XML and QTI: everything is read or reported, and what goes out comes back."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import extranet_content
from extranet.errors import BadInput
from extranet_plugins.customer_care_training.question_files import importing
from extranet_plugins.customer_care_training.question_files.gift_reader import read_gift
from extranet_plugins.customer_care_training.question_files.gift_writer import write_gift
from extranet_plugins.customer_care_training.question_files.moodle_reader import read_moodle_xml
from extranet_plugins.customer_care_training.question_files.moodle_writer import write_moodle_xml
from extranet_plugins.customer_care_training.question_files.qti_reader import read_qti
from extranet_plugins.customer_care_training.quizzes.model import KINDS, MULTIPLE, SINGLE, Option, Question

GIFT = """$CATEGORY: customer-care/contacts

::CC-07 first words:: A caller is angry about a missed collection. What first? {
  =Let them finish and name the problem back#Right.
  ~Explain the contract#Too early.
  ~%50%Say sorry and pass them on#Sorry is right; passing on is not.
  ####See the wiki page on difficult contacts. }

::n\\:1::How many? {#=12:0.5#near =%50%10..14#wide ~#no}

The sky over \\{Woking\\} is {=blue =%50%grey*} today.

Only a sentence.

::nothing right::Which? {~a ~b}
"""
FOLDER = Path(extranet_content.__file__).parent / "training" / "questions"
BANK = [one for path in sorted(FOLDER.glob("*.gift")) for one in read_gift(path.read_text(encoding="utf-8"))]
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=20).map(str.strip).filter(bool)


def by_code(lines):
    return sorted((one.question for one in lines), key=lambda one: one.code)


def test_the_bank_we_ship_is_read_whole_and_has_every_kind():
    assert len(BANK) >= 60
    assert [one for one in BANK if one.reasons] == []
    assert {one.question.kind for one in BANK} == set(KINDS)
    assert len({one.question.code for one in BANK}) == len(BANK)


@pytest.mark.parametrize("again", [lambda found: read_gift(write_gift(found)), lambda found: read_moodle_xml(write_moodle_xml(found))], ids=["gift", "moodle"])
def test_what_goes_out_comes_back_equal(again):
    assert by_code(again([one.question for one in BANK])) == by_code(BANK)


@settings(max_examples=60, deadline=None)
@given(stem=WORDS, right=WORDS, wrong=WORDS, feedback=WORDS, name=WORDS)
def test_any_words_survive_both_formats(stem, right, wrong, feedback, name):
    one = Question(SINGLE, name, stem, (Option(right, Fraction(1), feedback), Option(wrong + "?")), feedback=feedback, code="a", bank="b")
    if right == wrong + "?":
        return
    assert read_gift(write_gift([one]))[0].question == one
    assert read_moodle_xml(write_moodle_xml([one]))[0].question == one


def test_every_block_of_a_gift_file_is_read_or_listed_with_its_line():
    found = read_gift(GIFT)
    assert [(one.line, one.is_read) for one in found] == [(3, True), (9, True), (11, True), (13, False), (15, False)]
    assert found[0].question.bank == "customer-care/contacts"
    assert [one.weight for one in found[0].question.options] == [1, 0, Fraction(1, 2)]
    assert found[1].question.name == "n:1"
    assert found[2].question.stem == "The sky over {Woking} is _____ today."
    assert found[3].reasons == ("It is a description and not a question: it has no { }.",)
    assert found[4].reasons == ("No answer is marked as right.",)


def test_a_category_without_a_blank_line_after_it_is_remarked():
    found = read_gift("$CATEGORY: a/b\n::x::Is it? {T}\n")
    assert found[0].question.bank == "a/b"
    assert "no blank line after $CATEGORY" in found[0].reasons[0]


def test_moodle_questions_that_are_not_read_are_listed():
    content = b"""<quiz><question type="category"><category><text>$course$/top/Care</text></category></question>
<question type="cloze"><name><text>Gap</text></name><questiontext><text>{1:SA:=x}</text></questiontext></question>
<question type="truefalse"><name><text>Sure</text></name><questiontext format="html"><text><![CDATA[<p>Sure?<script>x()</script></p>]]></text></questiontext>
<answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer></question>
<question type="multichoice"><name><text>Picture</text></name><questiontext format="html"><text>@@PLUGINFILE@@/a.png</text></questiontext></question>
</quiz>"""
    gap, sure, picture = read_moodle_xml(content)
    assert gap.reasons == ("Questions of the type cloze are not read here.",)
    assert (sure.question.bank, sure.question.stem) == ("Care", "<p>Sure?</p>")
    assert (picture.line, picture.reasons) == (5, ("It holds pictures or other files, which are not taken over.",))


def test_a_document_type_is_refused():
    with pytest.raises(BadInput, match="document type"):
        importing.read_questions(b'<!DOCTYPE quiz [<!ENTITY a "b">]><quiz>&a;</quiz>', importing.MOODLE, "x")


def test_a_third_is_a_third_and_nonsense_is_no_weight():
    found = read_gift("Which? {~%33.33333%a ~%33.33333%b ~%33.33333%c ~%-100%d}\n\nWhich? {~%lots%a ~b}\n")
    assert sum(one.weight for one in found[0].question.options if one.weight > 0) == 1
    assert found[1].reasons == ("“lots” is not a weight in per cent.",)


QTI_2 = b"""<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i1" title="Tips">
<responseDeclaration identifier="R" cardinality="multiple" baseType="identifier">
<correctResponse><value>A</value><value>B</value></correctResponse></responseDeclaration>
<itemBody><p>Who runs what?</p><choiceInteraction responseIdentifier="R" maxChoices="0"><prompt>Choose.</prompt>
<simpleChoice identifier="A">Tips: county</simpleChoice><simpleChoice identifier="B">Bins: borough</simpleChoice>
<simpleChoice identifier="C">Bins: parish</simpleChoice>
</choiceInteraction></itemBody>
<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/></assessmentItem>"""
QTI_3 = b"""<qti-assessment-item identifier="i2" title="Word"><qti-response-declaration identifier="R" cardinality="single" base-type="string">
<qti-correct-response><qti-value>tip</qti-value></qti-correct-response></qti-response-declaration>
<qti-item-body><p>Say <qti-text-entry-interaction response-identifier="R"/> first.</p></qti-item-body>
<qti-response-processing template="https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct.xml"/></qti-assessment-item>"""


def test_both_versions_of_qti_are_read():
    several = read_qti(QTI_2)[0].question
    assert (several.kind, several.code, several.stem) == (MULTIPLE, "i1", "Who runs what? Choose.")
    assert sum(one.weight for one in several.options) == 0
    word = read_qti(QTI_3)[0].question
    assert (word.stem, word.options[0].text) == ("Say _____ first.", "tip")


def test_qti_that_is_not_understood_is_listed_and_not_guessed():
    drawn = read_qti(QTI_3.replace(b"text-entry", b"hotspot"))[0]
    assert drawn.reasons == ("hotspotInteraction is not read here.",)
    assert read_qti(QTI_3.replace(b"match_correct.xml", b"custom"))[0].reasons == ("Its response processing is neither match_correct nor map_response.",)


def test_importing_twice_makes_no_second_copy(assess, site):
    first = importing.import_questions(site, assess.trainer, GIFT.encode(), importing.GIFT, "imported")
    again = importing.import_questions(site, assess.trainer, GIFT.encode(), importing.GIFT, "imported")
    assert [one.outcome for one in first] == ["taken", "taken", "taken", "not taken", "not taken"]
    assert [one.outcome for one in again] == ["already there"] * 3 + ["not taken"] * 2
    assert len(read_gift(importing.export_questions(site, assess.trainer, importing.GIFT).decode())) == 3


def test_a_code_that_stands_twice_is_refused_the_second_time():
    found = importing.read_questions(b"// [id:a]\nIs it? {T}\n\n// [id:a]\nIs it not? {F}\n", importing.GIFT, "x")
    assert [one.is_read for one in found] == [True, False]


def test_the_largest_file_and_what_is_no_file_are_refused(assess, site):
    with pytest.raises(BadInput, match="There is no question in this file"):
        importing.read_questions(b"\n\n", importing.GIFT, "x")
    with pytest.raises(BadInput, match="not a GIFT file"):
        importing.read_questions(b"\xff\xfe", importing.GIFT, "x")
