"""Schedule sections with their clips on a timeline of shots, cues and sounds.

Everything is counted in whole frames and whole samples, so that picture and sound don't drift apart. A sentence's first cue
begins with it, and the pause after a sentence grows until its last cue can be read. A cut and a caption change together, or at
least a second apart; so do a caption and a mark that appears on the closing card.
"""

from annotator.timeline.clip_plan import ClipPlan, NextScreen, plan_clip
from annotator.timeline.export import steps_table
from annotator.timeline.film_plan import plan
from annotator.timeline.section_layout import split_into_cues
