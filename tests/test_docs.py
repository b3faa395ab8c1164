import re
import shlex
import tomllib

import pytest
from click.testing import CliRunner

from toolkit.cli import cli

from .conftest import ROOT

README = (ROOT / "README.md").read_text("utf-8")


def test_python_blocks_of_the_readme_run(capsys):
    for block in re.findall(r"```python\n(.*?)```", README, re.S):
        exec(compile(block, "README", "exec"), {})
    out = capsys.readouterr().out
    assert "领土完整" in out
    assert "un-charter" in out


@pytest.mark.parametrize("line", re.findall(r"^\$ duizhao (.*)$", README, re.M))
def test_console_lines_of_the_readme_run(line):
    result = CliRunner().invoke(cli, shlex.split(line))
    assert result.exit_code == 0
    assert result.stdout


def test_every_command_is_in_the_readme():
    assert set(re.findall(r"^\| `duizhao (\w+)", README, re.M)) == set(cli.commands)


def test_links_and_pictures_exist():
    for page in (ROOT / "README.md", *ROOT.glob("*/README.md"), *ROOT.glob("docs/*.md")):
        for link in re.findall(r"\]\((?!http)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / link).exists(), (page, link)


def test_architecture_names_every_room():
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    rooms = {path.stem for path in (ROOT / "toolkit").iterdir() if path.stem[0] != "_" and path.name != "py.typed"}
    assert not [room for room in rooms if f"`{room}" not in text and f"toolkit/{room}" not in text]


def test_the_version_is_said_once():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)
