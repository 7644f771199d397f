"""What a reader should know of a scan that was taken: one code and one sentence each."""

from __future__ import annotations

from functools import lru_cache

from dspic_gui.sentence import Sentence, Templates, recognised

NOTES: Templates = {
    "lossy": "The picture was compressed with loss: its counts are approximate.",
    "monochrome1": "The file asks for an inverted picture; its values are taken as counts all the same.",
    "inverted": "The picture was stored black on white; its values were turned over, so that hot is high.",
    "padding": "A margin was filled with the lowest value there is, which is no count; it was taken as empty.",
    "padding_apart": "A margin was filled with one value apart from all counts, which is no count; it was taken as empty.",
    "constant": "Every pixel has the same value.",
    "negative": "The picture holds negative values.",
    "counts_differ": "The counts do not add up to what the file says.",
    "frames_hidden": "The file counts one picture and holds two; both were read.",
    "bad_date": "A date in the file is no day of the calendar and was left out.",
    "bad_time": "The time of the acquisition in the file is no time of day and was left out.",
    "dates_differ": "The file's dates contradict each other: its study is dated on another day than the acquisition, which counts.",
    "born_later": "The birth date lies after the scan and was left out.",
    "bad_age": "The age in the file is no age of a person and was left out.",
    "newborn": "The birth date is that of a newborn and the age is not; the birth date was left out.",
    "age_differs": "The age in the file contradicts the birth date; the birth date was followed.",
    "turned": "The picture was stored another way up; it was turned upright ({turned}). No count was changed.",
    "summed": "The matrix is finer than the dataset's; {rows} x {columns} pixels were added together. No count is lost.",
    "padded": "The picture has {rows} rows x {columns} columns; empty ones were put beside them.",
    "trimmed": "The picture was larger than the dataset's; empty margins were cut off to {rows} rows x {columns} columns. "
    "No count is lost.",
    "cut": "Two views lay in one picture; it was cut between them.",
    "not_square": "The pixels are not square ({row} x {column} mm); the picture is shown in its true proportions.",
    "off_peak": "The energy window ({low} to {high} keV) does not hold the technetium peak; this may be scatter or another tracer.",
    "processed": "The file says that its picture is processed; no original came with it.",
    "kept_apart": "Files with the same identifiers are of different people ({field}); they were kept apart.",
    "other_patient": "The patient's number is used for different people ({field}); this study has no prior.",
    "of_two_patients": "The same picture came under another patient too: one of the two is wrong. Find out whose it is before it is read.",
    "minutes_apart": "The two views were taken {minutes} minutes apart.",
    "replaced_by_hand": "It took the place of another picture of this view; marks that were drawn before were drawn on that one.",
    "replaced": "It took the place of a processed copy that was imported before.",
}
"""A code and its sentence (English template)."""

FIELDS: Templates = {
    "patient": "patient's number",
    "birth_date": "birth date",
    "sex": "sex",
    "age": "age",
    "name": "name",
}
"""What two files may contradict each other in."""


def note(code: str, **values: object) -> Sentence:
    """The sentence of a note."""
    return Sentence(NOTES[code], **values)


@lru_cache(maxsize=512)
def known_note(text: str) -> str:
    """The note that a study's file holds as text, as the sentence it was; a text of another origin stays a text."""
    return recognised(text, (*NOTES.values(), *FIELDS.values()))
