"""The notebooks run from top to bottom, draw every letter, and are kept without their results."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient

import toolkit

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
BAD_GLYPH = re.compile(r"Glyph .* missing|findfont", re.DOTALL)
USED = re.compile(r"\btoolkit\.(\w+)")
INSIDE = re.compile(r"^\s*(?:from toolkit\b|import toolkit\.)", re.MULTILINE)
MACHINE = re.compile(r"/home/|/Users/|/root/|/tmp/|[A-Z]:\\\\")


class ThisInterpreter(KernelSpecManager):
    """Starts the interpreter that runs the tests, whatever kernels are installed."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(argv=argv, display_name=kernel_name, language="python")


def each(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(name, NOTEBOOKS, ids=lambda path: path.stem)


def run(notebook: nbformat.NotebookNode, folder: Path) -> nbformat.NotebookNode:
    """Execute a notebook in place, in a kernel that sees this checkout and none of the user's settings."""
    unwanted = ("MPLBACKEND", "PYTHONWARNINGS", "COVERAGE_PROCESS_START")
    env = {name: value for name, value in os.environ.items() if name not in unwanted}
    env["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), env.get("PYTHONPATH")]))
    env |= {"IPYTHONDIR": str(folder / "ipython"), "MPLCONFIGDIR": str(folder / "matplotlib"), "PYTHONUTF8": "1"}
    kernel = AsyncKernelManager(kernel_name="python3", kernel_spec_manager=ThisInterpreter())
    resources = {"metadata": {"path": str(folder)}}
    return NotebookClient(notebook, km=kernel, timeout=300, resources=resources).execute(env=env, cleanup_kc=True)


def outputs(notebook: nbformat.NotebookNode) -> Iterator[nbformat.NotebookNode]:
    return (output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs)


def bad_glyphs(notebook: nbformat.NotebookNode) -> list[str]:
    streams = (output.text for output in outputs(notebook) if output.output_type == "stream")
    return [text for text in streams if BAD_GLYPH.search(text)]


@pytest.fixture
def quiet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))
    return tmp_path


def test_there_are_notebooks():
    assert NOTEBOOKS


@each("path")
def test_a_notebook_runs_and_shows_pictures_and_tables(path, quiet):
    notebook = run(nbformat.read(path, as_version=4), quiet)  # an error in a cell is raised here
    assert bad_glyphs(notebook) == []
    shown = [output.data for output in outputs(notebook) if "data" in output]
    assert sum("image/png" in data for data in shown) >= 2
    assert sum("<table" in data.get("text/html", "") for data in shown) >= 5


def test_a_missing_glyph_would_be_noticed(quiet):
    source = "import matplotlib.pyplot as plt\nplt.title('条约')\nplt.show()"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    assert bad_glyphs(run(notebook, quiet))


@each("path")
def test_a_notebook_uses_only_public_names(path):
    notebook = nbformat.read(path, as_version=4)
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    assert set(USED.findall(code)) - set(toolkit.__all__) == set()
    assert INSIDE.findall(code) == []


@each("path")
def test_a_notebook_is_kept_without_results(path):
    text = path.read_text("utf-8")
    notebook = nbformat.reads(text, as_version=nbformat.NO_CONVERT)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata.kernelspec.name == "python3"
    assert list(outputs(notebook)) == []
    assert [cell.id for cell in notebook.cells if cell.get("execution_count") is not None] == []
    assert MACHINE.findall(text) == []
