"""The editor's pure scripts by themselves, in Node: the one that playwright brings along."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright._impl._driver import compute_driver_executable

from annotator import assets
from annotator.edit.web.static_files import tables_script

_ANSWER = """import { createInterface } from "node:readline";
for await (const line of createInterface({ input: process.stdin })) {
    const [file, name, values] = JSON.parse(line);
    let answer;
    try { answer = (await import(`./${file}`))[name](...values); } catch (error) { answer = error.code ?? String(error); }
    console.log(JSON.stringify(answer ?? null));
}"""


class Modules:
    """What the modules do with documents."""

    def __init__(self, node: subprocess.Popen[str]) -> None:
        self._node = node

    def call(self, file: str, name: str, *values: Any) -> Any:
        """What a function of a module returns, as JSON; the code of the error that it raises, or its words."""
        assert self._node.stdin is not None and self._node.stdout is not None
        print(json.dumps([file, name, values]), file=self._node.stdin, flush=True)
        return json.loads(self._node.stdout.readline())

    def edit(self, document: Any, *changes: dict[str, Any]) -> Any:
        """A document after changes, or the code of the error that refuses them."""
        return self.call("document.js", "edit", document, changes)

    def reply(self, reply: str, texts: Any, asked: Any) -> Any:
        """The lines of a colleague's reply, and what it changes."""
        read = self.call("reply.js", "readLines", reply, texts, asked)
        return read["lines"], self.call("reply.js", "takeLines", read, texts)["news"]


@contextmanager
def page_modules(folder: Path) -> Iterator[Modules]:
    """The modules, copied into an empty folder."""
    for path in assets.folder("edit").glob("*.js"):
        (folder / path.name).write_bytes(path.read_bytes())
    texts = {"tables.js": tables_script(), "package.json": '{"type": "module"}', "in_node.js": _ANSWER}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    command = [compute_driver_executable()[0], "in_node.js"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=folder, stdin=pipe, stdout=pipe, text=True, encoding="utf-8") as node:
        yield Modules(node)
        assert node.stdin is not None
        node.stdin.close()
