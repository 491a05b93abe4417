# Finds a Python and leaves the rest to tools/course.py. `make help` lists the commands.
.DEFAULT_GOAL := help
.PHONY: lab lecture handouts exports site test validate bench bench-browser lint lock clean help

# The first Python that is new enough and has venv; else the first that is new enough, which then says what it lacks.
# PYTHON=... on the command line is tried before the others.
PYTHONS = "$(PYTHON)" python3.14 python3.13 python3.12 python3.11 python3 python
FITS = import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))

lab lecture handouts exports site test validate bench bench-browser lint lock clean:
	@for need in "import venv, ensurepip" ""; do for py in $(PYTHONS); do \
	  "$$py" -c "$(FITS)" >/dev/null 2>&1 && "$$py" -c "$$need" >/dev/null 2>&1 && exec "$$py" tools/course.py $@ $(ARGS); \
	done; done; \
	echo "No Python from 3.11 to 3.14 was found. Install one, open a new terminal and run make $@ again; or use the conda route that README.md describes." >&2; \
	exit 1

help:
	@sed -n 's/^    make /make /p' tools/course.py
