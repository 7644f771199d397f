"""Run by the Python of labelme's own environment: how long its canvas takes to redraw 300 polygons and to drag one; prints JSON."""

import json
import statistics
import sys
import time

import labelme

REPEATS = 12


def canvas_of_6(job):
    """The canvas of labelme 6 (PyQt5) with the picture and the polygons."""
    from labelme._shape import Shape
    from labelme.widgets.canvas import Canvas
    from PyQt5 import QtCore, QtGui, QtWidgets

    application = QtWidgets.QApplication(sys.argv[:1])
    canvas = Canvas()
    canvas.load_pixmap(_picture(job, QtGui))
    shapes = []
    for ring in job["polygons"]:
        shape = Shape(label="lesion", shape_type="polygon")
        for x, y in ring:
            shape.add_point(QtCore.QPointF(x, y))
        shape.close()
        shapes.append(shape)
    canvas.load_shapes(shapes)
    canvas.set_editing(True)
    return application, canvas, QtCore, QtGui, lambda: float(shapes[0].points[0].x())


def canvas_of_7(job):
    """The canvas of labelme 7 (PySide6) with the picture and the polygons."""
    import numpy as np
    from labelme._shape import Shape
    from labelme._widgets._canvas import Canvas
    from PySide6 import QtCore, QtGui, QtWidgets

    application = QtWidgets.QApplication(sys.argv[:1])
    canvas = Canvas()
    canvas.load_pixmap(pixmap=_picture(job, QtGui))
    shapes = []
    for ring in job["polygons"]:
        labels = np.ones(len(ring), dtype=np.int_)
        shapes.append(Shape(label="lesion", shape_type="polygon", points=np.array(ring), point_labels=labels, closed=True))
    canvas.load_shapes(shapes=shapes)
    canvas.set_editing(value=True)
    return application, canvas, QtCore, QtGui, lambda: float(shapes[0].points[0][0])


def _picture(job, gui):
    picture = gui.QImage(job["columns"], job["rows"], gui.QImage.Format.Format_RGB32)
    picture.fill(0xFF808080)
    return gui.QPixmap.fromImage(picture)


def milliseconds(step):
    """The median time of a step; the first two do not count."""
    taken = []
    for number in range(REPEATS + 2):
        start = time.perf_counter()
        step(number)
        taken.append(time.perf_counter() - start)
    return 1000 * statistics.median(taken[2:])


def main():
    """Measure and print."""
    job = json.load(sys.stdin)
    make = canvas_of_6 if labelme.__version__.startswith("6.") else canvas_of_7
    application, canvas, core, gui, place = make(job)
    canvas.selection_changed.connect(lambda chosen: setattr(canvas, "selected_shapes", list(chosen)))  # its window does this
    canvas.resize(job["columns"], job["rows"])
    canvas.show()
    application.processEvents()
    redraw = milliseconds(lambda _number: canvas.repaint())
    x, y = job["grip"]

    def mouse(kind, dx, button, held):
        at = core.QPointF(x + dx, y)
        event = gui.QMouseEvent(kind, at, at, button, held, core.Qt.KeyboardModifier.NoModifier)
        application.sendEvent(canvas, event)

    left, none = core.Qt.MouseButton.LeftButton, core.Qt.MouseButton.NoButton
    before = place()
    mouse(core.QEvent.Type.MouseMove, 0, none, none)
    mouse(core.QEvent.Type.MouseButtonPress, 0, left, left)

    def drag(number):
        mouse(core.QEvent.Type.MouseMove, 8 + 2 * (number % 10), none, left)
        application.processEvents()

    took = milliseconds(drag)
    if place() == before:
        sys.exit("nothing was dragged")
    print(json.dumps({"version": f"labelme {labelme.__version__}", "redraw": redraw, "drag": took}))


if __name__ == "__main__":
    main()
