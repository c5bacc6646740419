"""Question files: GIFT and Moodle XML in and out, a part of QTI in.

model.py           a line of the report; a reader gives one for every question of the file
weights.py         per cent of Moodle as exact shares, and back
gift_reader.py, gift_answers.py, gift_writer.py
moodle_reader.py, moodle_writer.py
qti_reader.py      choice, order, match, text entry and extended text of QTI 2.x and 3.0
xml_safely.py      XML without a document type, entities or surprises
importing.py       a file into the bank: all or report
"""
