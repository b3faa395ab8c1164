import os
import subprocess
import sys
import zipfile

from .conftest import ROOT


def test_the_wheel_works_outside_the_checkout(tmp_path):
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("duizhao-*.whl")
    place = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        archive.extractall(place)
    assert "toolkit/_data/corpus/raw/astana-2025-06-17.zh.txt" in names
    assert "toolkit/_data/corpus/accepted.csv" in names
    assert "toolkit/_data/glossary/states.csv" in names
    assert not [name for name in names if name.startswith("tests/")]
    env = {**os.environ, "PYTHONPATH": str(place)}
    env.pop("DUIZHAO_DATA", None)
    where = "import toolkit, sys; assert toolkit.__file__.startswith(sys.argv[1]), toolkit.__file__"
    subprocess.run([sys.executable, "-P", "-c", where, str(place)], check=True, env=env, cwd=tmp_path)
    run = [sys.executable, "-P", "-m", "toolkit.cli"]
    out = subprocess.run(
        [*run, "build", "-o", str(tmp_path / "out")], check=True, capture_output=True, env=env, cwd=tmp_path
    )
    assert len(out.stdout.split()) >= 14
    found = subprocess.run([*run, "lookup", "депозитария"], check=True, capture_output=True, env=env, cwd=tmp_path)
    assert "保存机关" in found.stdout.decode("utf-8")
