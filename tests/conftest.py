"""What holds for every test: no window is opened, and a failure found by hypothesis is found again on the next run."""

import os

import hypothesis
import matplotlib

matplotlib.use("agg")
# No deadline: the time a call takes on a shared machine says nothing; tools/bench.py measures it properly.
hypothesis.settings.register_profile("default", deadline=None, derandomize=True)
# For a maintainer who hunts: HYPOTHESIS_PROFILE=hunt make test ARGS=tests/models
hypothesis.settings.register_profile("hunt", deadline=None, max_examples=2000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_collection_modifyitems(items):
    """Run the browser tests last: they are the slowest to say anything."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
