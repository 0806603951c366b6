"""The wheel, as users get it: installed without the repository, run from an empty folder."""

import shutil
import subprocess
import sys
import tarfile
import zipfile

import pytest
from conftest import GOLDEN, ROOT, environment


@pytest.fixture(scope="session")
def distributions(tmp_path_factory):
    """The sdist, and the wheel that is built from it."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    return folder


def test_sdist_and_wheel_hold_the_monograph(distributions):
    (wheel,) = distributions.glob("*.whl")
    (sdist,) = distributions.glob("*.tar.gz")
    monograph = (ROOT / "data" / "monograph.yaml").read_bytes()
    with zipfile.ZipFile(wheel) as archive:
        assert archive.read("b12cli/data/monograph.yaml") == monograph
        assert "b12cli/py.typed" in archive.namelist()
        assert any(name.endswith("data/share/man/man1/b12.1") for name in archive.namelist())
        assert [name for name in archive.namelist() if name.startswith(("data/", "tests/"))] == []
    with tarfile.open(sdist) as archive:
        names = [name.partition("/")[2] for name in archive.getnames()]
    assert "data/monograph.yaml" in names
    assert "tests/golden/uses.txt" in names


def test_installed_wheel_reads_its_own_monograph_from_an_empty_folder(distributions, tmp_path):
    (wheel,) = distributions.glob("*.whl")
    site, folder = tmp_path / "site", tmp_path / "empty"
    folder.mkdir()
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*install, "--target", str(site), str(wheel)], check=True)
    run = [sys.executable, "-c", "import b12cli.__main__ as b12; print(b12.__file__); b12.main()"]
    done = subprocess.run(
        [*run, "uses"],
        cwd=folder,
        env=environment(PYTHONPATH=str(site)),
        capture_output=True,
        check=True,
        text=True,
    )
    place, _, out = done.stdout.partition("\n")
    assert place.startswith(str(site))
    assert out == (GOLDEN / "uses.pipe.txt").read_text()
    assert list(folder.iterdir()) == []


needs_git = pytest.mark.skipif(
    not shutil.which("git") or not (ROOT / ".git").exists(), reason="not in a git checkout"
)


@needs_git
def test_the_repository_has_no_symbolic_link():
    listed = subprocess.run(
        ["git", "ls-files", "--stage"], cwd=ROOT, capture_output=True, check=True, text=True
    )
    assert [line for line in listed.stdout.splitlines() if line.startswith("120000")] == []


@needs_git
def test_a_clone_that_cannot_make_links_runs_as_it_is_and_installed(tmp_path):
    clone, site, folder = tmp_path / "clone", tmp_path / "site", tmp_path / "empty"
    folder.mkdir()
    subprocess.run(
        ["git", "-c", "core.symlinks=false", "clone", "--quiet", str(ROOT), str(clone)], check=True
    )
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run(
        [*install, "--no-build-isolation", "--target", str(site), str(clone)], check=True
    )
    for place in (clone, site):
        done = subprocess.run(
            [sys.executable, "-m", "b12cli", "uses"],
            cwd=folder,
            env=environment(PYTHONPATH=str(place)),
            capture_output=True,
            check=True,
        )
        assert done.stdout == (clone / "tests" / "golden" / "uses.pipe.txt").read_bytes()
