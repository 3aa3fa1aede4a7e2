"""The data model: frozen, comparable dataclasses shared by all rooms. No I/O.

Positions are in pixels of the *upright* screenshot, times in seconds. Videos have ``FPS`` frames per second, sound is
mono at ``SAMPLE_RATE`` samples per second.
"""

from __future__ import annotations

from annotator.model.actions import ACTIONS, ActionKind, ActionTraits, Direction
from annotator.model.cards import (
    Caption,
    Card,
    ChatCard,
    EndCard,
    Film,
    FilmCard,
    GreetingCard,
    RecapItem,
    StepCard,
    Theme,
    TitleCard,
)
from annotator.model.pack_file import PackFile, StaffLabel, StaffSection
from annotator.model.problem import Level, Problem
from annotator.model.school import Colors, School, VoiceChoice
from annotator.model.screens import (
    Box,
    Found,
    MarkedTarget,
    NameQuestion,
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
    LangFile,
    Mark,
    PointTarget,
    Said,
    Show,
    Step,
    Target,
    TextTarget,
    Tutorial,
)
from annotator.model.units import FPS, HEIGHT, SAMPLE_RATE, WIDTH, Progress, no_progress

__all__ = [
    "ACTIONS",
    "FPS",
    "HEIGHT",
    "SAMPLE_RATE",
    "WIDTH",
    "Action",
    "ActionKind",
    "ActionTraits",
    "Box",
    "BoxTarget",
    "Caption",
    "Card",
    "ChatCard",
    "Clip",
    "Colors",
    "Cue",
    "Direction",
    "EndCard",
    "Film",
    "FilmCard",
    "Found",
    "GreetingCard",
    "Hide",
    "IconTarget",
    "LangFile",
    "Level",
    "Mark",
    "MarkedTarget",
    "NameQuestion",
    "PackFile",
    "PointTarget",
    "Problem",
    "Progress",
    "Query",
    "RecapItem",
    "Redaction",
    "Said",
    "ScheduledClip",
    "School",
    "Screen",
    "Section",
    "Shot",
    "Show",
    "StaffLabel",
    "StaffSection",
    "Step",
    "StepCard",
    "Target",
    "TargetName",
    "TextLine",
    "TextTarget",
    "Theme",
    "TimedSection",
    "Timeline",
    "TitleCard",
    "Tutorial",
    "Utterance",
    "VoiceChoice",
    "VoiceUsed",
    "no_progress",
]
