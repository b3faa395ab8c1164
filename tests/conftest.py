"""Shared fixtures. The network is blocked: nothing the toolkit does may need it."""

import socket
from pathlib import Path

import pytest

import toolkit
from tests.judges import clients
from toolkit import pipeline

ROOT = Path(__file__).parent.parent
RAW = ROOT / "corpus" / "raw" / "astana-2025-06-17.zh.txt"


def pytest_terminal_summary(terminalreporter):
    """Name the judges that could not be asked, so that their silence is not taken for a pass."""
    missing = clients.missing()
    if missing:
        terminalreporter.section("judges")
        terminalreporter.write_line(f"not installed, so not asked: {', '.join(missing)} (`make judges` installs them)")


@pytest.fixture(autouse=True, scope="session")
def _no_network():
    """Let sockets reach this machine only."""
    connect = socket.socket.connect

    def guarded(self, address, *rest):
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"the network was used: {address}")
        return connect(self, address, *rest)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", guarded)
    yield
    patch.undo()


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory, request):
    """Keep what takes long to make in a folder of the tests' own, one for all workers."""
    patch = pytest.MonkeyPatch()
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if hasattr(request.config, "workerinput") else base
    patch.setenv("DUIZHAO_CACHE", str(shared / "cache"))
    yield
    patch.undo()


@pytest.fixture(scope="session")
def treaty():
    """The treaty's UNITS table in three languages."""
    return toolkit.corpus_units("treaty")


@pytest.fixture(scope="session")
def documents():
    """The treaty's language versions."""
    return toolkit.documents("treaty")


@pytest.fixture(scope="session")
def alignments(documents):
    """The alignments of the treaty's three pairs."""
    return pipeline.align_documents(list(documents.values()))


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The folder of a whole build, and what the build said."""
    folder = tmp_path_factory.mktemp("build")
    return folder, toolkit.build(folder)
