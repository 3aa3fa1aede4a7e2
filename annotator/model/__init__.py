"""The values that the parts of annotator speak in: frozen, comparable, without any I/O.

Pictures are measured in pixels of the *upright* screenshot, time in seconds, videos at ``FPS`` frames a second,
sound at ``SAMPLE_RATE`` samples a second (mono).
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
from annotator.model.screens import Ask, Box, Found, Hidden, Marked, Screen, TargetName, TextLine
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
    "Ask",
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
    "Hidden",
    "Hide",
    "IconTarget",
    "LangFile",
    "Level",
    "Mark",
    "Marked",
    "PackFile",
    "PointTarget",
    "Problem",
    "Progress",
    "RecapItem",
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
