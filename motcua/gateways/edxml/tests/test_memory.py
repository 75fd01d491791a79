"""A file of a hundred megabytes passes through without filling the machine."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

MOST = 200 * 1024  # kilobytes; ru_maxrss would count what its parent held when it began
SIZE = 100 * 1024 * 1024

PROGRAM = """
import dataclasses, hashlib, json, random, re, sys
from pathlib import Path
from motcua.gateways.edxml import reader, records, writer
from motcua.gateways.edxml.contents import Content
from motcua.gateways.edxml.tests import letters

folder, name = Path(sys.argv[1]), sys.argv[2]
chance = random.Random(204)
with (folder / "large").open("wb") as file:
    for _ in range(100):
        file.write(chance.randbytes(1 << 20))
content = Content.at(folder / "large")
letter = dataclasses.replace(
    reader.read(letters.new()),
    attachments=(records.Attachment(name=name, content=content),),
    manifest=(),
)
with (folder / "message.edxml").open("wb") as out:
    digest = writer.write(letter, out)
with (folder / "message.edxml").open("rb") as message:
    back = reader.read(message, digest=digest)
sha256 = hashlib.sha256()
for chunk in back.attachments[0].content.chunks():
    sha256.update(chunk)
print(json.dumps({
    "same": sha256.hexdigest() == content.sha256,
    "size": back.attachments[0].content.size,
    "most": int(re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1]),
}))
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="Linux says the most memory of a process in /proc")
@pytest.mark.parametrize("name", ["raw.pdf", "wrapped.xlsx"])
def test_a_hundred_megabytes_are_written_and_read_in_little_memory(tmp_path: Path, name: str) -> None:
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-W", "error", "-c", PROGRAM, str(tmp_path), name],
        capture_output=True,
        text=True,
        check=False,
        env={"TMPDIR": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[4])},
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["same"]
    assert said["size"] == SIZE
    assert said["most"] < MOST, f"{said['most']} kB"
