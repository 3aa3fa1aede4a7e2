"""Recognise the labels that announce a private code: ``Passcode:``, ``Número de alumno``. Patterns are for folded text. Pure."""

import re
from typing import Final

from annotator.text.folding import fold

MEETING_LABEL: Final = re.compile(
    r"meeting (?:id|number)|webinar id|conference id"
    r"|\bid\.? (?:de|del)? ?(?:la )?(?:reunion|seminario|conferencia(?: telefonica)?)"
    r"|(?:numero|codigo) de (?:la )?"
    r"reunion|personal meeting|reunion personal"
)
"""The number of a meeting: "meeting id", "numero de reunion"."""
CODE_LABEL: Final = re.compile(
    r"pass ?code|pass ?word|\bpwd\b|codigo(?! (?:postal|qr|de (?:vestimenta|conducta|pais|area|barras)))"
    r"(?: de (?:acceso|la clase|clase|classroom|familia|ingreso|la reunion|verificacion"
    r"|seguridad|confirmacion|invitacion))?|contrasena|\bclave\b|\bpin\b|\bnip\b|host key"
    r"|confirmation number|numero de confirmacion|(?:with|enter|use) (?:the |this )?code\b"
    r"|(?:class|access|join|meeting|verification|security|confirmation|sign-?in|login|one-time|invite) ?code"
    r"|(?:your|this) (?:\w+ )?code(?= (?:is|:))"
    r"|(?<!zip )(?<!area )(?<!error )(?<!qr )(?<!dress )\bcode(?= ?[:#])"
)
"""A password, a PIN or the code of a class: "passcode", "codigo de la clase"."""
STUDENT_LABEL: Final = re.compile(
    r"(?:student|pupil|learner|lunch|meal|cafeteria|library|state|district|local|badge|case|account"
    r"|family|household|parent|employee|patient)(?:'?s)?"
    r" (?:id\b|number|num\b|no\b\.?|#|pin"
    r"|code|card)|\bid de (?:la )?familia|\bid (?:number|estatal|escolar|del? (?:la |el )?(?:estudiante|alumn[oa]|escuela)|#)"
    r"|(?:numero|n\.? ?[o°]\.?|num\.?|codigo|pin|clave|id|tarjeta) (?:(?:de|del|de la|para el|estudiantil) )?"
    r"(?:estudiante|estudiantil|alumn[oa]s?|identificacion|matricula|almuerzo|lonche|comedor|cafeteria|comida|desayuno"
    r"|expediente|biblioteca|credencial|control|cuenta|caso|boleta|seguro social)|matricula(?: escolar)?"
    r"|social security(?: number)?|\b(?:curp|rfc|cui|dpi|dui|nie|nss|ssn|boleta|folio|expediente)\b"
)
"""The number of a person or a family: "student id", "matricula", "curp"."""
BARE_ID: Final = re.compile(
    r"(?<!meeting )(?<!webinar )(?<!conference )(?<!user )(?<!login )(?<!apple )(?<!caller )\bid(?= ?[:#])"
)
USER_LABEL: Final = re.compile(r"nombre de usuario|\busuario\b|user ?name|\buser id\b|login id|\buser(?= ?:)")
LABELS: Final = (
    (STUDENT_LABEL, "student-id"),
    (MEETING_LABEL, "meeting"),
    (CODE_LABEL, "meeting"),
    (USER_LABEL, "student-id"),
)
_MAX_LABEL_REST: Final = 16
"""Maximum number of characters in a label besides the words that announce a code: "de la reunión"."""


def label_kind(text: str) -> str | None:
    """The kind of code announced by a line with little more than a label ("meeting" for ``Passcode``); else None."""
    label = fold(text)
    for pattern, kind in LABELS:
        match = pattern.search(label)
        if match and len(label) - len(match.group()) <= _MAX_LABEL_REST:
            return kind
    return None


def announces_word(text: str) -> bool:
    """Whether a line is little more than a label for a code, a password or a user name, which may be words."""
    label = fold(text)
    matches = (pattern.search(label) for pattern in (CODE_LABEL, USER_LABEL))
    return any(match and len(label) - len(match.group()) <= _MAX_LABEL_REST for match in matches)
