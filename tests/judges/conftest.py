"""Programs that we did not write, as judges of what we write; those that are not installed are named at the end."""

import shutil
import subprocess

import pytest

from tests.judges.clients import CLIENTS


@pytest.fixture
def client(request):
    """The command of a client named by ``@pytest.mark.client``: its words in, what it printed out."""
    name = request.node.get_closest_marker("client").args[0]
    if not shutil.which(name):
        pytest.skip(f"{CLIENTS[name]} is not installed")

    def run(command, *arguments, **options):
        found = subprocess.run(
            [command, *map(str, arguments)], capture_output=True, text=True, timeout=300, check=True, **options
        )
        return found.stdout + found.stderr

    return run
