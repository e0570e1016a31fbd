"""Output files are whole or not there."""

import os
from pathlib import Path

import pytest

from graph.files import written_aside


def test_file_is_there_when_the_block_ends(tmp_path: Path) -> None:
    with written_aside(tmp_path / "年表.csv") as file:
        file.write("日付\n")
        assert not (tmp_path / "年表.csv").exists()
    assert (tmp_path / "年表.csv").read_bytes() == "日付\n".encode()


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_an_error_keeps_the_old_file_and_leaves_nothing_else(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "out.bin"
    path.write_bytes(b"old")
    with pytest.raises(error), written_aside(path, "wb") as file:
        file.write(b"half")
        raise error
    assert [p.name for p in tmp_path.iterdir()] == ["out.bin"]
    assert path.read_bytes() == b"old"


def test_a_new_file_has_the_usual_rights(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    with written_aside(tmp_path / "ours"):
        pass
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with written_aside(tmp_path / "link") as file:
        file.write("x")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "x"


def test_a_device_is_written_directly() -> None:
    with written_aside(Path(os.devnull)) as file:
        file.write("x")
    assert not Path(os.devnull).is_file()


def test_a_folder_or_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError), written_aside(tmp_path):
        pass
    with pytest.raises(FileNotFoundError), written_aside(tmp_path / "no" / "file"):
        pass
