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
from annotator.model.pack_file import PackFile, StaffLabel, StaffSection
from annotator.model.problem import Decision, Level, Problem
from annotator.model.school import Colors, School, VoiceChoice
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
from annotator.model.speech import Clip, Utterance, VoiceUsed
from annotator.model.timing import Cue, ScheduledClip, Section, Shot, TimedSection, Timeline
from annotator.model.tutorial import (
    Action,
    BoxTarget,
    Hide,
    IconTarget,
    Keep,
    LangFile,
    Mark,
    PointTarget,
    Said,
    Show,
    Sign,
    Source,
    Step,
    StepNumber,
    Target,
    TextTarget,
    Tutorial,
)
from annotator.model.units import FPS, HEIGHT, SAMPLE_RATE, WIDTH, Progress, no_progress
