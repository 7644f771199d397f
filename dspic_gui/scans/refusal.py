"""Why a foreign file or study is not taken: one code and one sentence each. Nothing is changed by any of them."""

from __future__ import annotations

from dspic_gui.sentence import SaidError, Sentence, Templates

REFUSALS: Templates = {
    "missing": "The file is not there or cannot be read. Check the path and its permissions.",
    "changed": "The scan's file has changed since it was imported. Its readings are safe; restore the file or import it again.",
    "changed_while_read": "The file changed while it was being read, so nothing of it was taken. Import it again when it is complete.",
    "too_large": "The file is larger than {limit} MiB and was not read. Export this scan alone.",
    "not_a_scan": "This is neither a DICOM file nor a PNG picture, so it holds no scan.",
    "directory_file": "This is the table of contents of a DICOM disc and holds no picture; the scans it lists are taken from their files.",
    "link_to_folder": "This is a link to another folder and was not followed. Import that folder itself if it holds scans.",
    "bad_name": "The file's name cannot be used on this system. Rename it, then import it again.",
    "archive_unknown": "This kind of archive cannot be opened here. Unpack it, then import its folder.",
    "archive_broken": "The archive is damaged or cut short. Nothing of it was taken; copy it again, or unpack it and import its folder.",
    "archive_locked": "The archive is locked with a password. Unpack it, then import its folder.",
    "archive_too_many": "The archive holds more than {limit} files. Unpack it, then import its folders one by one.",
    "archive_in_archive": "This archive lies inside another one. Unpack it, then import its folder.",
    "no_room": "There is not enough room for temporary files to unpack this. Free the disk, or unpack it elsewhere and import the folder.",
    "broken": "The file's structure is damaged, so nothing of it was taken. Export the scan again.",
    "truncated": "The file was cut short: it ends before its content does. Copy or export the scan again.",
    "element_too_large": "A field that is no picture is larger than {limit} MiB, so the file was not read. Export the scan again.",
    "too_deep": "The file's fields are nested more than {limit} levels deep, so it was not read. Export the scan again.",
    "expands": "The file unpacks to far more data than its picture needs and was stopped. Do not trust this file.",
    "size_out_of_range": "The picture ({rows} x {columns} pixels, {frames} frames) is outside the sizes that are read at all.",
    "no_picture": "The file holds no picture. Import the images of the study, not only its documents.",
    "not_nuclear": "This is not a nuclear medicine picture (its modality is {modality}). Choose the bone scan itself.",
    "no_modality": "This is not a nuclear medicine picture (its modality is not stated). Choose the bone scan itself.",
    "not_planar": "This is not a planar whole-body scan ({kind}). Choose the whole-body views.",
    "moving": "This is not a planar whole-body scan (moving picture). Choose the whole-body views.",
    "colour": "The picture is in colour and holds no counts. Export the scan itself, not a screen picture of it.",
    "wrong_size": "The picture has {rows} rows x {columns} columns and cannot be brought to {wanted_rows} x {wanted_columns} "
    "without inventing or losing counts. Export the whole-body scan in its own matrix.",
    "no_such_frame": "The file has no frame {frame}. Import the scan again.",
    "undecodable": "The picture's pixels cannot be decoded ({syntax}). Export the scan uncompressed.",
    "bad_rescale": "The file's rule for turning stored values into counts is not valid, so its counts are unknown. Export the scan again.",
    "not_numbers": "The picture holds values that are no numbers. Export the scan again.",
    "bad_depth": "The picture has {bits} bits a pixel; 8 or 16 bit grey is needed. Save it again as grey.",
    "too_slow": "The file could not be read within {seconds} s and was stopped. Do not trust this file.",
    "too_much_memory": "Reading the file takes more memory than a scan can need and was stopped. Do not trust this file.",
    "crashed": "The file made its reader fail; the program and the dataset are safe. Export the scan again, uncompressed if possible.",
    "no_reader": "The part of the program that reads foreign files could not be started. Install the program again.",
    "nonsense": "The part of the program that reads foreign files gave an answer that makes no sense; it was discarded.",
    "mixed_patients": "Files of one study name different patients, so none of them was taken. Export each patient again.",
    "several_frames": "The file holds {frames} pictures and nothing tells which are the two views. Export the two views alone.",
    "several_pictures": "The study has {pictures} pictures of one acquisition and nothing tells which to read. Import the two views alone.",
    "undecided": "The study has its two views, and nothing tells which of them this is. Import this scan into another dataset.",
    "same_view_twice": "The study has more than one {view} view of one acquisition. Import the right one alone, or with --replace.",
    "processed_copy": "This is a processed copy; the original scan that came with it is read instead.",
    "scatter_window": "This is the scatter window; the picture of the photopeak that came with it is read instead.",
    "replaced_before": "Another file took the place of this one in its study. Import it with --replace to exchange them again.",
    "double": "The same picture was given twice; it was taken once.",
    "inside_dataset": "This lies inside the dataset itself. Choose the folder where the scans came from.",
    "another_dataset": "This is a dataset of its own, with its readings. Nothing of it was imported; open it, "
    "or import the folder where its scans came from.",
    "unforeseen": "Something went wrong with this file that was not foreseen ({kind}). It was not taken; the others are not affected.",
    "closed_folder": "The folder may not be opened, so nothing in it was looked at. Ask for the right to read it.",
    "no_scans": "No scan was found here.",
    "not_saved": "The scan could not be written into the dataset ({reason}). Free the disk or reconnect it, then import again.",
    "cancelled": "The import was stopped before this file: it is not imported yet. Import it again to go on.",
    "views_fixed": "The views of this study are no longer exchanged by readers. Nothing was changed; tell the study lead, who can do it.",
    "views_known": "What is in this study is known, and so is which view is which. Nothing was changed.",
    "sealed_already": "A reading of this study is sealed, so its views stay as they are. Nothing was changed; reopen the reading first.",
    "told_already": "The scan is in the dataset, and its view is known: {reason} Nothing was changed; "
    "the study lead can exchange views in the window (Ctrl+Shift+P).",
    "view_taken": "The study already has a {view} view, so this one cannot become it. Exchange the two instead.",
    "view_missing": "The study has no {view} view.",
    "marks": "This report marks places on a scan. Say whose draft they become: dspic import with --reader NAME, or Import labels.",
    "report_unused": "No scan belongs to this report. Give it the name of its scan, with .txt or .json.",
}
"""A code and its sentence (English template); what a window shows may be its translation."""


class ScanError(SaidError):
    """A file or study that cannot be used: `code` names the sentence, `values` fill it."""

    def __init__(self, code: str, **values: str | int) -> None:
        self.code = code
        self.values = values
        super().__init__(Sentence(REFUSALS[code], **values))
