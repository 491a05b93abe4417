"""What holds for every test: no window is opened, no journal of a real person is touched, and a failure found by
hypothesis is found again on the next run."""

import os

import hypothesis
import matplotlib
import pytest

matplotlib.use("agg")
# No deadline: the time a call takes on a shared machine says nothing; tools/bench.py measures it properly.
hypothesis.settings.register_profile("default", deadline=None, derandomize=True)
# For a maintainer who hunts: HYPOTHESIS_PROFILE=hunt make test ARGS=tests/models
hypothesis.settings.register_profile("hunt", deadline=None, max_examples=2000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_collection_modifyitems(items):
    """Run the browser tests last: they are the slowest to say anything."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(autouse=True, scope="session")
def journal_of_the_session(tmp_path_factory):
    """For what lives longer than a test, such as a Jupyter server: not the journal of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EDU_LIB_JOURNAL", str(tmp_path_factory.mktemp("journals")))
        patch.delenv("EDU_LIB_STUDENT", raising=False)
        yield


@pytest.fixture(autouse=True)
def journal_folder(tmp_path_factory, monkeypatch):
    """A journal of its own for every test, also in the kernels that it starts; the folder is made by the first entry."""
    folder = tmp_path_factory.mktemp("journal") / "edu_lib"
    monkeypatch.setenv("EDU_LIB_JOURNAL", str(folder))
    monkeypatch.delenv("EDU_LIB_STUDENT", raising=False)
    return folder
