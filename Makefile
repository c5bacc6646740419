# make run    set everything up and serve the whole extranet with its demonstration
# make test   set everything up and run every test, real slapd and Chromium included
# make bench  the benchmarks (run by hand; figures are printed, nothing fails)

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOCK := setup.py pyproject.toml extranet/assets/package-lock.json extranet/assets/package.json
BENCH ?=
# a real Active Directory for the tests; it needs root for a network namespace, and is left out by name without
SAMBA := "samba:samba samba-dsdb-modules samba-vfs-modules winbind" /usr/share/samba/setup/provision.ldif:samba-ad-provision unshare:util-linux

.PHONY: run test lint bench wheel clean

run: $(VENV)/ready-run
	$(BIN)/extranet demo

test: $(VENV)/ready-test lint
	.ci/need slapd:slapd chromium:chromium pg_ctlcluster:postgresql
	test "$$(id -u)" != 0 || .ci/need $(SAMBA)
	$(BIN)/python -m pytest --browser -n 2 --dist loadgroup

lint: $(VENV)/ready-test
	$(BIN)/ruff check extranet plugins tests setup.py wsgi.py

bench: $(VENV)/ready-test
	.ci/need wrk:wrk
	$(BIN)/python -m tests.bench $(BENCH)

wheel: $(VENV)/ready-test
	$(BIN)/pip wheel --no-deps --wheel-dir dist .

$(VENV)/ready-run: $(LOCK)
	.ci/venv $(PYTHON) $(VENV)
	$(BIN)/pip install --quiet --editable '.[demo]'
	touch $@

$(VENV)/ready-test: $(LOCK)
	.ci/venv $(PYTHON) $(VENV)
	$(BIN)/pip install --quiet --editable '.[demo,dev,postgres]'
	touch $@

clean:
	rm -rf $(VENV) build dist *.egg-info extranet/static/vendor extranet/assets/node_modules
