"""A figure on the screen, and the same figure as a file: PNG in pixels, PDF and SVG in lines."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import QMarginsF, QRect, QSize, QSizeF
from PyQt6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPaintEvent, QPdfWriter
from PyQt6.QtWidgets import QWidget

from dspic_gui.qt.figure_saving import SavingError
from dspic_gui.qt.figures.chart import PAPER, screen_ink
from dspic_gui.qt.figures.figures import Figure
from dspic_gui.qt.words.scores import say
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.sentence import reason_of

PIXELS_PER_POINT = 2


class FigureView(QWidget):
    """Paints a figure in the colours of the theme, as large as the room allows, never larger than a half more."""

    def __init__(self, figure: Figure, parent: QWidget | None = None, *, title: str = "") -> None:
        super().__init__(parent)
        self.figure = figure
        self.setAccessibleName(": ".join(filter(None, (title, figure.footer))))

    def show_figure(self, figure: Figure) -> None:
        """Show another figure."""
        self.figure = figure
        self.setAccessibleName(figure.footer)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The figure's own size."""
        return QSize(*self.figure.size)

    def minimumSizeHint(self) -> QSize:
        """Half of it."""
        return QSize(*self.figure.size) / 2

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """The figure in the middle."""
        width, height = self.figure.size
        scale = min(self.width() / width, self.height() / height, 1.5)
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.translate((self.width() - width * scale) / 2, max((self.height() - height * scale) / 4, 0))
        painter.scale(scale, scale)
        self.figure.paint(painter, screen_ink())
        painter.end()


def save_figure(figure: Figure, path: Path) -> None:
    """Write a figure as its name's ending says, black on white; SavingError where that cannot be."""
    words = say("{name} could not be written ({reason}). Choose another place.")
    try:
        path.open("ab").close()
    except OSError as problem:
        raise SavingError(words.format(name=path.name, reason=in_words(reason_of(problem)))) from problem
    save = {".pdf": _save_pdf, ".svg": _save_svg}.get(path.suffix.lower(), _save_png)
    if not save(figure, path):
        raise SavingError(words.format(name=path.name, reason=say("the disk may be full")))


def _save_png(figure: Figure, path: Path) -> bool:
    return figure_image(figure).save(str(path), "PNG")


def figure_image(figure: Figure) -> QImage:
    """A figure in pixels, black on white."""
    width, height = figure.size
    image = QImage(width * PIXELS_PER_POINT, height * PIXELS_PER_POINT, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    painter.scale(PIXELS_PER_POINT, PIXELS_PER_POINT)
    figure.paint(painter, PAPER)
    painter.end()
    for tell in (image.setDotsPerMeterX, image.setDotsPerMeterY):  # only now: what was recorded for the screen would grow with it
        tell(round(72 * PIXELS_PER_POINT / 0.0254))
    return image


def _screen_resolution() -> int:
    """Dots per inch for which pyqtgraph records its axes; a device of another resolution would play them in another size."""
    return QImage(1, 1, QImage.Format.Format_RGB32).logicalDpiX()


def _save_pdf(figure: Figure, path: Path) -> bool:
    width, height = figure.size
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QSizeF(width, height), QPageSize.Unit.Point, figure.name, QPageSize.SizeMatchPolicy.ExactMatch))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
    writer.setTitle(figure.name)
    writer.setResolution(_screen_resolution())
    painter = QPainter()
    if not painter.begin(writer):
        return False
    scale = writer.resolution() / 72
    painter.scale(scale, scale)
    figure.paint(painter, PAPER)
    return painter.end()


def _save_svg(figure: Figure, path: Path) -> bool:
    from PyQt6.QtSvg import QSvgGenerator

    width, height = figure.size
    generator = QSvgGenerator()
    generator.setFileName(str(path))
    generator.setSize(QSize(width, height))
    generator.setViewBox(QRect(0, 0, width, height))
    generator.setTitle(figure.name)
    generator.setResolution(_screen_resolution())
    painter = QPainter()
    if not painter.begin(generator):
        return False
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    figure.paint(painter, PAPER)
    return painter.end()
