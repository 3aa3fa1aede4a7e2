"""The data model: frozen, comparable dataclasses shared by all rooms. No I/O.

Positions are in pixels of the *upright* screenshot, times in seconds. Videos have ``FPS`` frames per second, sound is
mono at ``SAMPLE_RATE`` samples per second.
"""

from __future__ import annotations

from annotator.model.actions import ACTIONS, ActionKind, ActionTraits, Direction, MarkColor, pictogram_of, traits_of
from annotator.model.cards import (
    Caption,
    Card,
    CardSign,
    ChatCard,
    EndCard,
    Film,
    FilmCard,
    GreetingCard,
    OwnThing,
    RecapItem,
    StepCard,
    Theme,
    TitleCard,
)
from annotator.model.results import (
    FILE_TYPES,
    FPS,
    HEIGHT,
    SAMPLE_RATE,
    WIDTH,
    Clip,
    Cue,
    PackFile,
    Progress,
    ScheduledClip,
    Section,
    Shot,
    StaffLabel,
    StaffSection,
    TimedSection,
    Timeline,
    Utterance,
    VoiceUsed,
    no_progress,
)
from annotator.model.screens import (
    PHONE_SIZE,
    WHOLE_PHONE,
    Box,
    Device,
    Extent,
    Found,
    MarkedTarget,
    NameQuestion,
    PictureKind,
    Query,
    Redaction,
    Screen,
    TargetName,
    TextLine,
)
from annotator.model.tutorial import (
    Action,
    BoxTarget,
    Colors,
    Decision,
    Hide,
    IconTarget,
    Keep,
    LangFile,
    Level,
    Mark,
    PointTarget,
    Problem,
    Said,
    School,
    Show,
    Sign,
    Source,
    Step,
    StepNumber,
    Target,
    TextTarget,
    Tutorial,
    VoiceChoice,
)
