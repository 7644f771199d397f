"""Run by the interpreter of labelme's own environment: what the real program says of label files. Prints one JSON object.

`read FILE...`   opens each file with labelme's reader: null, or why it refuses.
`save JOB.json`  opens pictures in labelme's window, saves as its Save does, opens the result again, and tells what it shows.
"""

import json
import sys
from pathlib import Path

import labelme


def read(files):
    """Of each file, None where labelme opens it, else what it says."""
    from labelme._label_file import LabelFileError, read_label_file

    answers = {}
    for file in files:
        try:
            read_label_file(filename=file)
            answers[file] = None
        except LabelFileError as problem:
            answers[file] = str(problem)
    return answers


def save(job):
    """For each [picture, label file] of the job: what the window shows before and after its own save."""
    if labelme.__version__.startswith("6"):
        from labelme.app import MainWindow
        from PyQt5 import QtWidgets
    else:
        from labelme._app import MainWindow
        from PySide6 import QtWidgets

    def refuse(self, *words, **named):
        raise RuntimeError(f"labelme shows an error: {words or named}")

    MainWindow.show_error_message = refuse
    application = QtWidgets.QApplication(sys.argv[:1])
    shown = {}
    for picture, label_file in job["files"]:
        views = []
        for _ in range(2):
            window = MainWindow(config_overrides=job["config"], file_or_dir=picture, output_dir=str(Path(label_file).parent))
            window.show()
            _wait_until_loaded(application, window, label_file)
            views.append([_seen(shape) for shape in window._canvas_widgets.canvas.shapes])
            if len(views) == 1 and label_file in job.get("edit", ()):
                _edit(application, window)
            if len(views) == 1 and not window.save_labels(label_path=label_file):
                raise RuntimeError(f"labelme did not save {label_file}")
            window.mark_clean()
            window.close()
        shown[label_file] = views
    return shown


def _wait_until_loaded(application, window, label_file):
    for _ in range(200):
        application.processEvents()
        if window._label_file_path and Path(window._label_file_path).samefile(label_file):
            return
    raise RuntimeError(f"labelme did not open {label_file}, but {window._label_file_path}")


def _edit(application, window):
    """What a person does in labelme: move a point of the first shape, duplicate the second, and copy it as a new mark."""
    canvas = window._canvas_widgets.canvas
    point = canvas.shapes[0].points[0]
    if hasattr(point, "setX"):
        point.setX(point.x() + 3.5)
    else:
        canvas.shapes[0].move_vertex(i=0, pos=[point[0] + 3.5, point[1]])
    canvas.select_shapes(shapes=[canvas.shapes[1]])
    application.processEvents()
    window._actions.duplicate.setEnabled(True)
    window._actions.duplicate.trigger()
    application.processEvents()
    new = canvas.shapes[1].copy()
    new.other_data = {}
    new.label = "urine"
    window._load_shapes([new], replace=False)


def _seen(shape):
    points = [[point.x(), point.y()] if hasattr(point, "x") else [float(value) for value in point] for point in shape.points]
    return [shape.label, shape.shape_type, points, shape.group_id, shape.description, shape.flags]


if __name__ == "__main__":
    answer = read(sys.argv[2:]) if sys.argv[1] == "read" else save(json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")))
    print(json.dumps({"version": labelme.__version__, "answer": answer}))
