# govportal: everything a checkout needs. `make help` lists the targets.
# Needs only GNU make and a Python 3.11 or newer; the rest goes into .venv.

PROVINCE ?= hung_yen
PORT     ?= 8000
ARGS     ?=

VENV := .venv
PY   := $(VENV)/bin/python

PROVINCES := hung_yen dong_thap bac_giang ben_tre
PROJECTS  := . $(PROVINCES:%=plugins/%)

# A stamp is valid for one place and one set of locks and projects: cheap to check, hard to outdate.
BUILT_FROM  := pyproject.toml hatch_build.py $(wildcard plugins/*/pyproject.toml)
key          = $(firstword $(shell { pwd; cat $(1) $(BUILT_FROM); } | cksum))
RUNTIME     := $(VENV)/.runtime-$(call key,requirements/runtime.txt)
DEV         := $(VENV)/.dev-$(call key,requirements/runtime.txt requirements/dev.txt)
CATALOGUES  := $(shell find govportal -name "*.po")

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo demo-reset test lint types imports docs check messages lock clean \
	province environment tools

help: ## Show this list / Danh sách lệnh
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile
	@echo "  PROVINCE=$(PROVINCE) PORT=$(PORT)  (PROVINCE: $(PROVINCES))"

# ------------------------------------------------------------------ running

demo: province $(RUNTIME) messages ## Run a province's portal with demo data / Chạy cổng mẫu
	@$(PY) plugins/$(PROVINCE)/manage.py govportal demo --port $(PORT) $(ARGS)

demo-reset: province $(RUNTIME) messages ## Throw the demo data away, start afresh / Làm lại dữ liệu mẫu
	@$(PY) plugins/$(PROVINCE)/manage.py govportal demo --reset --port $(PORT) $(ARGS)

province:
	@case " $(PROVINCES) " in *" $(PROVINCE) "*) ;; *) \
	  echo "There is no province '$(PROVINCE)' here; PROVINCE is one of: $(PROVINCES)." >&2; \
	  echo "Không có tỉnh '$(PROVINCE)'; PROVINCE phải là một trong: $(PROVINCES)." >&2; \
	  exit 2;; esac

# ----------------------------------------------------------------- checking

test: $(DEV) messages ## Run the whole suite, on SQLite and on PostgreSQL / Chạy kiểm thử
	@$(PY) -m tests.run $(ARGS)

lint: $(DEV) ## Style and common errors (ruff)
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check --output-format concise .

types: $(DEV) ## Types (mypy)
	@$(PY) -m mypy

imports: $(DEV) ## Imports go downward only (import-linter)
	@$(VENV)/bin/lint-imports --no-logo

docs: $(DEV) messages ## The documentation says what the code does
	@$(PY) -m pytest -q -p no:randomly tests/test_docs.py

check: lint types imports docs ## All static gates / Mọi kiểm tra tĩnh

# -------------------------------------------------------------- maintaining

messages: $(if $(CATALOGUES),$(VENV)/.messages) ## Compile the translations / Biên dịch bản dịch
	@:

$(VENV)/.messages: $(CATALOGUES) | environment
	@$(PY) hatch_build.py
	@touch $@

LOCK := $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url --no-emit-find-links $(UPGRADE) requirements/lts.in pyproject.toml

lock: $(DEV) ## Solve the locks again; UPGRADE=--upgrade takes newer releases
	@$(LOCK) --group build -o requirements/runtime.txt
	@$(LOCK) --group build --extra production -c requirements/runtime.txt -o requirements/production.txt
	@$(LOCK) --group dev --extra production --extra signatures -c requirements/production.txt -o requirements/dev.txt

clean: ## Remove .venv, caches and demo data / Xoá môi trường và dữ liệu mẫu
	@rm -rf $(VENV) .tox var plugins/*/var build dist plugins/*/dist .mypy_cache .ruff_cache .pytest_cache \
	  .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@find govportal -name '*.mo' -exec rm -f {} +

# -------------------------------------------------------------- environment

PIP := $(PY) -m pip --disable-pip-version-check -qq --no-input install
EDITABLE := --no-deps --no-build-isolation $(PROJECTS:%=-e %)

environment: $(RUNTIME)

tools: $(DEV)

# The dev lock contains the runtime lock, so DEV also satisfies RUNTIME.
$(RUNTIME): | $(PY)
	@echo "Installing govportal into .venv: a minute or two, the first time only." >&2
	@echo "Đang cài govportal vào .venv: một vài phút, chỉ lần đầu." >&2
	@$(PIP) --require-hashes -r requirements/runtime.txt
	@$(PIP) $(EDITABLE)
	@rm -f $(VENV)/.runtime-* && touch $@

$(DEV): $(RUNTIME)
	@echo "Installing the test tools into .venv: a minute, the first time only." >&2
	@echo "Đang cài công cụ kiểm thử vào .venv: khoảng một phút, chỉ lần đầu." >&2
	@$(PIP) --require-hashes -r requirements/dev.txt
	@rm -f $(VENV)/.dev-* && touch $@

# A name on PATH proves nothing (pyenv keeps stand-ins there): take the first that really runs.
$(PY):
	@rm -rf $(VENV)
	@usable='import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))'; \
	IFS=:; for name in python3.13 python3.12 python3.11 python3.14 python3 python; do \
	  for place in $$PATH; do \
	    if [ -x "$$place/$$name" ] && "$$place/$$name" -c "$$usable" >/dev/null 2>&1; then \
	      exec "$$place/$$name" -m venv $(VENV); \
	    fi; \
	  done; \
	done; \
	echo "govportal needs Python 3.11 or newer with venv (on Debian and Ubuntu: apt install python3-venv)." >&2; \
	echo "govportal cần Python 3.11 trở lên có venv (trên Debian, Ubuntu: apt install python3-venv)." >&2; \
	exit 1
