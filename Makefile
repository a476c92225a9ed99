# The commands of this project; `make help` explains them.

PYTHON ?= python3
CHECK := .venv-check/bin

.PHONY: help check lint test wheel-check lowest-check pictures bench clean
.DEFAULT_GOAL := help

help: ## say what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "  PYTHON=python3.12 make …   uses another Python than python3"

check: lint test ## everything that must be green: the linters, then the README's test command

lint: .venv-check/installed ## style, spelling, types, the rooms' import contracts, no import circle, and that the generated docs are up to date
	$(CHECK)/ruff check .
	$(CHECK)/ruff format --check .
	$(CHECK)/codespell --dictionary=- --dictionary=tools/plain_words.txt src docs tests tools benchmarks themes *.md
	$(CHECK)/mypy
	$(CHECK)/lint-imports --no-cache
	$(CHECK)/python -m tools.import_circles
	$(CHECK)/python -m tools.docs --check

test: ## the README's test command, exactly as written
	@command=$$($(PYTHON) tools/readme_command.py tests --python $(PYTHON)) && echo "$$command" && eval "$$command"

wheel-check: ## the README's demo command in a pseudo-terminal, and the commands of a wheel installed alone
	rm -rf .venv
	$(PYTHON) -m tools.wheel_check --python $(PYTHON)

lowest-check: ## the demo, the commands, and the tests of model and storage with the lowest versions that pyproject.toml allows
	$(PYTHON) -m tools.lowest_versions --python $(PYTHON)

pictures: .venv-check/installed ## draw the README's pictures from the running app
	$(CHECK)/python -m tools.pictures

bench: .venv-check/installed ## measure; every figure is a ratio, with its bound
	$(CHECK)/python -m benchmarks.run

clean: ## remove what the commands above made
	rm -rf .venv .venv-check .venv-lowest dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis

# The linters live apart from the tests, so that the README's command has to install all that the tests need.
.venv-check/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv-check
	$(CHECK)/pip install --quiet --constraint constraints.txt --editable ".[check]"
	touch $@
