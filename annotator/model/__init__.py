"""The values that rooms hand to each other: frozen and comparable, so that results can be cached by them. No I/O.

Boxes are in pixels of the *upright* screenshot, targets in percent of it, times in seconds. Videos have ``FPS`` frames per
second, clips are mono at ``SAMPLE_RATE`` samples per second.
"""

from annotator.model.actions import ACTIONS, ActionKind, Direction, MarkColor, traits_of
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
from annotator.model.findings import (
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
from annotator.model.pack_files import FILE_TYPES, PackFile, StaffLabel, StaffSection
from annotator.model.problem import Decision, Level, Problem, without_warnings
from annotator.model.results import (
    FPS,
    HEIGHT,
    SAMPLE_RATE,
    WIDTH,
    Clip,
    Cue,
    Progress,
    ScheduledClip,
    Section,
    Shot,
    TimedSection,
    Timeline,
    Utterance,
    VoiceUsed,
    no_progress,
)
from annotator.model.school import Colors, School, VoiceChoice
from annotator.model.step_number import StepNumber
from annotator.model.targets import BoxTarget, IconTarget, PointTarget, Target, TextTarget
from annotator.model.tutorial import (
    Action,
    Hide,
    Keep,
    LangFile,
    Mark,
    Phone,
    PhoneFiles,
    Said,
    Show,
    Sign,
    Source,
    Step,
    Tutorial,
    Variant,
)
