"""Compares what readers saw with what pictures ask for: `python -m tests.bench.pictures_alone.judge key.json answers.json…`."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.helpers.picture_answers import VERDICTS, Solution, Verdict

GOAL = 0.9
"""Least share of pictures that must be understood."""


def load_key(path: Path) -> dict[str, tuple[str, dict[str, Solution]]]:
    """The tutorial's name and the solutions by picture, for each letter."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    return {
        letter: (
            row["tutorial"],
            {
                picture: Solution(
                    one["name"], one["action"], tuple((*map(float, box),) for box in one["boxes"]), one["aside"]
                )
                for picture, one in row["pictures"].items()
            },
        )
        for letter, row in rows.items()
    }


def judge_form(form: dict[str, Any], solutions: dict[str, Solution]) -> Iterator[tuple[str, Verdict, dict[str, Any]]]:
    """Each picture with the verdict on its answer. Raises ValueError if one is missing or incomplete."""
    answers = {answer["picture"]: answer for answer in form["answers"]}
    for picture, solution in solutions.items():
        if picture not in answers:
            raise ValueError(f"{picture} has no answer")
        try:
            yield picture, solution.judge(answers[picture]), answers[picture]
        except ValueError as error:
            raise ValueError(f"{picture}: {error}") from None


def main(arguments: Sequence[str]) -> int:
    """Print the table and the misses; 1 if less than 90 % were understood or something was harmful."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("key", type=Path)
    parser.add_argument("forms", type=Path, nargs="+")
    options = parser.parse_args(arguments)
    key = load_key(options.key)
    total: Counter[Verdict] = Counter()
    misses, rows = [], [_row("tutorial", VERDICTS)]
    for path in options.forms:
        form = json.loads(path.read_text(encoding="utf-8"))
        tutorial, solutions = key[form["letter"]]
        counts: Counter[Verdict] = Counter()
        try:
            for picture, verdict, answer in judge_form(form, solutions):
                counts[verdict] += 1
                if verdict != "understood":
                    misses.append(_miss(tutorial, solutions[picture], verdict, answer))
        except ValueError as error:
            sys.stderr.write(f"{path}: {error}\n")
            return 2
        rows.append(_row(tutorial, [counts[verdict] for verdict in VERDICTS]))
        total += counts
    share = total["understood"] / total.total()
    rows += [_row("all", [total[verdict] for verdict in VERDICTS]), "", f"{share:.1%} of {total.total()} understood"]
    sys.stdout.write("\n".join([*rows, *misses]) + "\n")
    return 0 if share >= GOAL and not total["harmful"] else 1


def _row(name: str, values: Sequence[object]) -> str:
    return f"{name:34}" + "".join(f"{value:>14}" for value in values)


def _miss(tutorial: str, solution: Solution, verdict: Verdict, answer: Mapping[str, Any]) -> str:
    at = f" at {answer.get('x')} %, {answer.get('y')} %" if verdict == "wrong place" else ""
    said = f"{answer['action']}{at} ({answer['sure']}, {answer['for_whom']}): {answer.get('do')}"
    return f"{tutorial} {solution.name}: {verdict}; asks for {solution.action}; said {said}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
