"""An edition with its narration, from which all times of its video follow."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from annotator import timeline as timelines
from annotator.edition.edition import NOW_YOU, Edition, EditionStep, step_of_key
from annotator.model import Section, Timeline, Utterance, VoiceUsed
from annotator.timeline import ClipPlan, NextScreen


@dataclass(frozen=True)
class SpokenEdition:
    """An edition, and what is heard in it.

    Attributes:
        edition: the texts and cards.
        sounds: the utterances of each text, by its key: ``{"title": (…,), "step-3": (Utterance("Toque el botón …", clip),)}``.
        voice: the synthetic voice, if one speaks, and the number of memos: ``VoiceUsed("kokoro", "ef_dora", …)``.
    """

    edition: Edition
    sounds: Mapping[str, Sequence[Utterance]]
    voice: VoiceUsed

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The sections of the video, with their utterances."""
        return self.edition.sections(self.sounds)

    @cached_property
    def timeline(self) -> Timeline:
        """The timeline of the whole video."""
        return timelines.plan(self.sections)

    @cached_property
    def clip_plans(self) -> tuple[ClipPlan, ...]:
        """The timeline of each of the edition's ``clips``."""
        return self._plan_clips(self.sounds.get(NOW_YOU, ()), self.edition.next_screen)

    @cached_property
    def call_plans(self) -> tuple[ClipPlan, ...]:
        """The same for a call: no screen comes next, and nobody is to come back ("Now you do it." alone)."""
        return self._plan_clips(self.sounds.get(NOW_YOU, ())[:1], lambda _: None)

    def _plan_clips(
        self, now_you: Sequence[Utterance], next_screen: Callable[[EditionStep], NextScreen | None]
    ) -> tuple[ClipPlan, ...]:
        """The timeline of each clip, with what is said before its first step, and said and shown after its last."""
        sections = {section.step: section for section in self.sections if section.step is not None}
        plans = []
        for steps in self.edition.clips:
            first, last = steps[0], steps[-1]
            step_of = () if first.step.is_aside else self.sounds.get(step_of_key(first.number), ())
            after = now_you if last.ends_action else ()
            clip_sections = [sections[step.number] for step in steps]
            plans.append(timelines.plan_clip(clip_sections, step_of, after, next_screen(last)))
        return tuple(plans)
