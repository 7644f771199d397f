"""The study report as one A4 page: both views with marks at the left, answer and table at the right, the words below."""

from __future__ import annotations

from html import escape
from pathlib import Path

from PyQt6.QtCore import QMarginsF, QRectF, Qt
from PyQt6.QtGui import (
    QColor,
    QFont,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
    QTextDocument,
    QTextOption,
)

from dspic_gui import __version__
from dspic_gui.code import describe_label
from dspic_gui.counts.body import around, body_box
from dspic_gui.qt.carry.view_drawing import CONTEXT, draw_view, shown_part
from dspic_gui.qt.words.answers import answer_text, contradiction, describe_study, research_only
from dspic_gui.qt.words.measures import area_text, count_text, view_name
from dspic_gui.qt.words.sentence import in_words, translate
from dspic_gui.study import Projection, robust_maximum
from dspic_gui.study_report.content import MarkRow, StudyReport

MARGIN_MM = 12.0
DPI = 300
WIDTH, HEIGHT = 186.0, 273.0
"""The page inside its margins, in millimetres: everything is laid out in these."""

PICTURES = 152.0
"""The height of the pictures, in millimetres."""

SCALE = 20.0
"""Letters are laid out this much larger than a millimetre, and drawn that much smaller: fonts have whole pixels."""

SMALLEST = 5.0
"""No text is smaller than this, in points; what has no room then is said to be left out."""


class PageNotWritten(OSError):  # noqa: N818 - an OSError as any
    """A page that could not be written."""


def write_pdf(report: StudyReport, path: Path) -> None:
    """Write the page as PDF; OSError where the file cannot be written."""
    with path.open("wb"):
        pass  # where the place cannot be written, it is said before Qt warns
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM), QPageLayout.Unit.Millimeter)
    writer.setResolution(DPI)
    writer.setTitle(f"dSPIC {report.study.key}")
    writer.setCreator(f"dSPIC Workstation {__version__}")
    if not print_page(report, writer):
        raise PageNotWritten(str(path))


def print_page(report: StudyReport, device: QPagedPaintDevice) -> bool:
    """Draw the page on a printer or PDF; whether that could be begun and ended."""
    painter = QPainter()
    if not painter.begin(device):
        return False
    try:
        room = device.pageLayout().paintRectPixels(device.logicalDpiX())
        _draw(painter, report, QRectF(0, 0, room.width(), room.height()))
    finally:  # a painter that outlives its device takes the program down
        ended = painter.end()
    return ended


def page_image(report: StudyReport, width: int) -> QImage:
    """The page as a picture of this width in pixels, for the preview."""
    whole_width, whole_height = WIDTH + 2 * MARGIN_MM, HEIGHT + 2 * MARGIN_MM
    image = QImage(width, round(width * whole_height / whole_width), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    margin = MARGIN_MM * width / whole_width
    try:
        _draw(painter, report, QRectF(margin, margin, width - 2 * margin, image.height() - 2 * margin))
    finally:
        painter.end()
    return image


def _draw(painter: QPainter, report: StudyReport, room: QRectF) -> None:
    """Lay the page out in millimetres: the painter's unit is one from here on."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.translate(room.topLeft())
    painter.scale(room.width() / WIDTH, room.height() / HEIGHT)
    _text(painter, QRectF(0, 0, WIDTH, 16), _head(report), 3.2)
    painter.setPen(QPen(QColor("#888888"), 0.2))
    painter.drawLine(QRectF(0, 16.5, WIDTH, 0).topLeft(), QRectF(0, 16.5, WIDTH, 0).topRight())
    taken = _pictures(painter, report, QRectF(0, 19, WIDTH * 0.56, PICTURES))
    _text(painter, QRectF(taken + 5, 19, WIDTH - taken - 5, PICTURES + 4), _result(report), 3.0)
    below = 19 + PICTURES + 8
    _text(painter, QRectF(0, below, WIDTH, HEIGHT - below - 9), _words(report), 3.3)
    _text(painter, QRectF(0, HEIGHT - 8, WIDTH, 8), _foot(report), 2.5)


def _pictures(painter: QPainter, report: StudyReport, place: QRectF) -> float:
    """Both views side by side at one scale; gives how wide they are, in millimetres."""
    views = dict(report.views)
    body = around(
        box if view is Projection.ANT else box.mirrored(views[view].counts.shape[1])
        for view, box in ((name, body_box(one.counts)) for name, one in views.items())
    )
    left, maximum = place.left() * SCALE, robust_maximum(views)
    painter.save()
    painter.scale(1 / SCALE, 1 / SCALE)
    painter.setFont(_font(2.4))
    for projection in (one for one in Projection if one in views):
        part = shown_part(views, body, projection)
        wide = place.width() / max(len(views), 1) - 1.0
        room = QRectF(left, place.top() * SCALE, wide * SCALE, place.height() * SCALE)
        marks = [(row.number, row.lesion) for row in report.rows if row.lesion.projection is projection]
        left += draw_view(painter, room, views[projection], part, maximum, marks, report.book) + SCALE
    painter.restore()
    return left / SCALE


# the words


def _say(text: str) -> str:
    return translate(CONTEXT, text)


def _head(report: StudyReport) -> str:
    title = escape(_say("Whole-body bone scan: study report"))
    about = escape(describe_study(report.study, report.number))
    key = escape(_say("Key of the study: {key}").format(key=report.study.key))
    dates = escape(contradiction(report.study.time.stated))
    dataset = escape(_say("Dataset: {name}").format(name=report.dataset))
    return (
        f"<table width='100%'><tr><td><b style='font-size:large'>{title}</b></td>"
        f"<td align='right'><b style='color:#a02020'>{escape(research_only())}</b></td></tr></table>"
        f"<div>{about}</div><div>{key} &nbsp; {dataset}</div><div>{dates}</div>"
    )


def _result(report: StudyReport) -> str:
    parts = [f"<div><b>{escape(_say('Answer'))}: {escape(answer_text(report.answer))}</b></div>", f"<div>{escape(_who(report))}</div>"]
    parts += [f"<div>{escape(reader)}: {escape(answer_text(said))}</div>" for reader, said in report.votes.items()]
    parts += [f"<div>{escape(in_words(note))}</div>" for note in report.notes]
    return "".join(parts) + _table(report) + _index(report)


def _who(report: StudyReport) -> str:
    if report.sealed_at is None:
        return _say("Draft of {reader}, NOT SEALED").format(reader=report.by)
    moment = report.sealed_at.strftime("%Y-%m-%d %H:%M UTC")
    if report.votes:
        return _say("Consensus of {moment}; the votes:").format(moment=moment)
    return _say("Sealed by {reader} on {moment}").format(reader=report.by, moment=moment)


def _table(report: StudyReport) -> str:
    if not report.rows:
        return f"<p>{escape(_say('Nothing is marked.'))}</p>"
    titles = (_say("No."), _say("View"), _say("Code"), _say("Area"), _say("Mean"), _say("Max"), _say("Ratio"), _say("Cert."))
    head = "".join(f"<th align='left'>{escape(title)}</th>" for title in titles)
    rows = "".join(_row(row, report) for row in report.rows)
    return f"<br><table cellspacing='0' cellpadding='10' width='100%'><tr>{head}</tr>{rows}</table>"


def _row(row: MarkRow, report: StudyReport) -> str:
    lesion, figures = row.lesion, row.figures
    cells = (
        str(row.number),
        view_name(lesion.projection),
        _together(in_words(describe_label(lesion.label, report.book))),
        area_text(figures.area_mm2, figures.pixels).replace(" ", "\u00a0"),
        count_text(figures.mean),
        count_text(figures.maximum),
        "–" if figures.ratio is None else f"{figures.ratio:.2f}",
        str(lesion.certainty or "–"),
    )
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"


def _together(code: str) -> str:
    """A code that breaks only after its disease: no side stands alone in a line."""
    return " · ".join(words.replace(" ", "\u00a0") for words in code.split(" · "))


def _index(report: StudyReport) -> str:
    """The bone scan index with all that it hangs on: it is a figure of a network's map as much as of the marks."""
    share = report.index
    if share is None:
        return ""
    title = escape(_say("Bone scan index of the marked metastases"))
    if share.percent is None:
        said = _say("none: the scan is unlike what the network {regions} learned, which knows no bones here").format(regions=share.regions)
    else:
        text = _say("{percent} % of the skeleton (weights: {weights}; bones: network {regions})")
        said = text.format(percent=f"{share.percent:.2f}", weights=share.weights, regions=share.regions)
    return f"<p><b>{title}</b>: {escape(said)}. {escape(in_words(share.warning))}</p>"


def _words(report: StudyReport) -> str:
    parts = ((_say("Description"), report.words.description), (_say("Suggestion"), report.words.suggestion))
    said = "".join(f"<p><b>{escape(title)}</b><br>{_lines(text)}</p>" for title, text in parts if text)
    return said + _opinion(report)


def _opinion(report: StudyReport) -> str:
    if report.opinion is None:
        return ""
    answer = answer_text(report.opinion.answers.get(None))
    notes = " ".join(in_words(note) for note in report.opinion.notes)
    title = escape(_say("Second opinion of the network {model}").format(model=report.opinion.by))
    return f"<p><b>{title}</b>: {escape(answer)}. {escape(notes)}</p>"


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _foot(report: StudyReport) -> str:
    made = f"dSPIC Workstation {__version__}"
    return f"<div style='color:#555'>{escape(made)} · {escape(research_only())} · {escape(report.study.key)}</div>"


def _font(height_mm: float) -> QFont:
    """The font of letters this high, in the unit of what is drawn smaller afterwards."""
    font = QFont()
    font.setPixelSize(round(height_mm * SCALE))
    return font


def _text(painter: QPainter, place: QRectF, html: str, height_mm: float) -> None:
    """HTML in a place of the page, in millimetres; smaller where it would not fit, and then cut with a sign."""
    document = QTextDocument()
    document.setDocumentMargin(0)
    whole_words = QTextOption()
    whole_words.setWrapMode(QTextOption.WrapMode.WordWrap)
    document.setDefaultTextOption(whole_words)
    document.setDefaultStyleSheet("p { margin: 0 0 30px 0; } th { color: #555555; }")
    least = SMALLEST * 25.4 / 72
    while True:
        document.setDefaultFont(_font(height_mm))
        document.setHtml(f"<body style='color:#000000'>{html}</body>")
        document.setTextWidth(place.width() * SCALE)
        size = document.size()
        fits = size.height() <= place.height() * SCALE and size.width() <= place.width() * SCALE + 1
        if fits or height_mm <= least:
            break
        height_mm *= 0.93
    painter.save()
    painter.translate(place.topLeft())
    painter.scale(1 / SCALE, 1 / SCALE)
    document.drawContents(painter, QRectF(0, 0, place.width() * SCALE, place.height() * SCALE))
    if document.size().height() > place.height() * SCALE:
        painter.setFont(_font(height_mm))
        corner = QRectF((place.width() - 6) * SCALE, (place.height() - 4) * SCALE, 6 * SCALE, 4 * SCALE)
        painter.drawText(corner, Qt.AlignmentFlag.AlignRight, "…")
    painter.restore()
