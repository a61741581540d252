"""Every patch is still needed: without it, each test marked `corrected` in its file fails."""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import PACKAGE_ROOT

from local_aws.patches import PATCHES


@pytest.mark.parametrize("patch", sorted(PATCHES))
def test_without_the_patch_its_tests_fail(patch: str, tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    file = f"tests/test_{patch.replace('-', '_')}.py"
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-m",
        "corrected",
        "--without",
        patch,
        f"--junitxml={report}",
        file,
    ]
    subprocess.run(command, cwd=PACKAGE_ROOT, stdout=subprocess.DEVNULL, check=False)
    cases = list(ElementTree.parse(report).iter("testcase"))
    assert cases
    assert [case.get("name") for case in cases if case.find("failure") is None] == []
