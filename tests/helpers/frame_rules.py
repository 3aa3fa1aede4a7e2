"""How long the opening and the closing of a film may be, as a rule that also films of before can be held to."""

from __future__ import annotations

from annotator.pace import MAX_CLOSING_SECONDS, MAX_OPENING_SECONDS, MIN_STEPS_SHARE


def find_frame_faults(opening: float, closing: float, seconds: float) -> list[str]:
    """What is wrong with the lengths of the opening and the closing of a film of ``seconds``; asides count as steps."""
    faults = []
    if opening > MAX_OPENING_SECONDS:
        faults.append(f"The opening takes {opening:.1f} s.")
    if closing > MAX_CLOSING_SECONDS:
        faults.append(f"The closing takes {closing:.1f} s.")
    if seconds - opening - closing < MIN_STEPS_SHARE * seconds:
        faults.append(f"The steps are only {1 - (opening + closing) / seconds:.0%} of the film.")
    return faults
