"""The page's modules by npm's tools: unit tests in Node, types (tsc over JSDoc), lint. `npm install` in tests/web brings them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

WEB = Path(__file__).parent / "web"
BIN = WEB / "node_modules" / ".bin"
MODULES = Path(__file__).parents[1] / "graph" / "templates" / "js"


def run(*command: object, cwd: Path = WEB) -> None:
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.skipif(shutil.which("node") is None, reason="needs Node.js")
def test_modules_do_what_their_tests_say() -> None:
    run("node", "--test", WEB / "page.test.mjs")


@pytest.mark.skipif(not (BIN / "tsc").exists(), reason="needs npm install in tests/web")
def test_modules_are_typed() -> None:
    run(BIN / "tsc", "-p", WEB / "tsconfig.json")


@pytest.mark.skipif(not (BIN / "eslint").exists(), reason="needs npm install in tests/web")
def test_modules_pass_the_linter() -> None:
    run(BIN / "eslint", "-c", WEB / "eslint.config.js", ".", cwd=MODULES)
