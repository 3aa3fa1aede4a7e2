"""Text messages of a step, each within its size."""

import pytest

from annotator.model import StepNumber
from annotator.pages import call_flow

LONG = (
    "Esta es una oración que no hace falta para nada, pero explica por qué la maestra lo pide así en su clase de hoy."
)


@pytest.mark.parametrize(
    ("sentences", "verb", "text", "size"),
    [
        (("Tap “Join”.",), "Tap", '3. Tap "Join".', (14, 160)),
        (("Tap {x}.",), "Tap", "3. Tap {x}.", (13, 160)),
        (("Fíjese en “Salir”.",), "Fíjese", '3. Fíjese en "Salir".', (21, 70)),
        (("Toque aquí.", LONG), "Toque", f"3. Toque aquí. {LONG}", (127, 134)),
        ((LONG, "Toque aquí.", LONG), "Toque", f"3. Toque aquí. {LONG}", (127, 134)),
        ((LONG, LONG, "Toque aquí."), "Toque", "3. Toque aquí.", (14, 70)),
        (("Tap " + 40 * "here ",), "Tap", "3. Tap" + 30 * " here" + "...", (159, 160)),
        (("点" * 200,), "点", "3. " + "点" * 128 + "...", (134, 134)),
        (("Toque 😀.",), "Toque", "3. Toque 😀.", (12, 70)),
    ],
)
def test_a_message_is_within_its_size(sentences: tuple[str, ...], verb: str, text: str, size: tuple[int, int]) -> None:
    made = call_flow.compose_sms(StepNumber(3), sentences, verb)
    assert made == text
    assert call_flow.measure_sms(made) == size
