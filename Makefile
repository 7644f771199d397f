# The commands of the README. Everything is installed into .venv; system libraries are added with apt where that is allowed.

PYTHON := $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q install -c constraints.txt
OFFSCREEN := QT_QPA_PLATFORM=offscreen
# TensorFlow's start-up chatter is no finding of ours.
QUIET := TF_CPP_MIN_LOG_LEVEL=3
# Workers of the test suite: one more than there are processors, since tests wait for disks, windows and other programs.
# `make test WORKERS=0` runs it in one process, where a debugger can stop.
WORKERS := $(shell $(or $(PYTHON),true) -c 'import os; print(min(4, os.cpu_count() + 1))')
# Python keeps what it compiled, whatever is set outside: tests start the program hundreds of times.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run test wheel bench proofs faults check-code check-types check-texts check-rules docs-check journeys screenshots translations clean

run: $(VENV)/installed-run
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
		$(BIN)/dspic open --demo; \
	else \
		mkdir -p build && $(BIN)/dspic open --demo --reader guest --screenshot build/screenshot.png && \
		echo "There is no display here, so the window cannot open. A picture of the program on the demo dataset: build/screenshot.png"; \
	fi

test: $(VENV)/installed-test check-code
	$(OFFSCREEN) $(QUIET) $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

check-code: $(VENV)/installed-test
	@$(MAKE) --no-print-directory -j 2 check-texts check-rules check-types

check-types:
	$(BIN)/mypy --no-error-summary dspic_gui training main.py

check-texts:
	$(BIN)/python -m tools.code_check

check-rules:
	$(BIN)/ruff check .
	$(BIN)/python -m tools.check_tests
	$(BIN)/python -m tools.docs_check

docs-check: $(VENV)/installed-test
	$(QUIET) $(BIN)/python -m tools.docs_check --all

wheel: $(VENV)/made
	rm -rf build/lib build/bdist.* dist/dspic_workstation-*.whl
	$(BIN)/python -m pip --disable-pip-version-check -q wheel --no-deps --wheel-dir dist .
	@ls dist/dspic_workstation-*.whl

# make bench NAMES="save_speed start_speed": some of it. QUICK=1: under 3 minutes, compared with docs/performance.json.
# ROUNDS=1: how often each module runs. MINUTES=24: no further round that would end later. KEEP=1: the rows go into
# docs/performance.json and its page. Ctrl-C ends it with what was measured until then.
bench: $(VENV)/installed-test
	$(OFFSCREEN) $(QUIET) $(BIN)/python -m tests.benchmarks $(if $(QUICK),--quick) $(if $(KEEP),--keep) \
		$(if $(ROUNDS),--rounds $(ROUNDS)) $(if $(MINUTES),--minutes $(MINUTES)) $(NAMES)

proofs: $(VENV)/installed-test
	$(OFFSCREEN) $(QUIET) $(BIN)/python -m pytest -m "" tests/proofs
	$(OFFSCREEN) $(QUIET) $(BIN)/python -m pytest -m long

# make faults ROWS="kills bits" SECONDS=600: some rows, each for so long at most; what was stopped goes on the next time.
faults: $(VENV)/installed-test
	@./system-packages.sh mkfs.xfs=xfsprogs mkfs.ext4=e2fsprogs
	$(OFFSCREEN) $(QUIET) $(BIN)/python -m tests.faults $(if $(SECONDS),--seconds $(SECONDS)) $(ROWS)

screenshots: $(VENV)/installed-test
	$(OFFSCREEN) $(BIN)/python -m tools.screenshots docs/pictures
	$(OFFSCREEN) $(BIN)/python -m tools.consensus_pictures docs/pictures

# make translations LOCALE=zh_CN: brings the file of translations up to date and names the texts that nobody has translated yet.
translations: $(VENV)/installed-test
	@[ -n "$(LOCALE)" ] || { echo "Say which language: make translations LOCALE=zh_CN"; exit 2; }
	$(BIN)/python -m tools.translations $(LOCALE)

$(VENV)/made:
	@./system-packages.sh
	@[ -n "$(PYTHON)" ] || { echo "Python 3.11, 3.12 or 3.13 was not found. Install one, then try again."; exit 2; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/installed-run: $(VENV)/made setup.cfg pyproject.toml constraints.txt
	$(PIP) -e '.$(if $(wildcard resources/demo/dataset.json),,[demo])'
	@touch $@

$(VENV)/installed-test: $(VENV)/made setup.cfg pyproject.toml constraints.txt
	@./system-packages.sh dciodvfy=dicom3tools strace=strace Orthanc=orthanc \
		/usr/share/orthanc/plugins/libOrthancDicomWeb.so=orthanc-dicomweb \
		/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc=fonts-noto-cjk
	$(PIP) -e '.[test,training]'
	@$(BIN)/python -m tools.labelme_env || true
	@touch $@

clean:
	rm -rf build dist .venv
