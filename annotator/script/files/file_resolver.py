"""Find the files that a script names itself."""

import re
from dataclasses import dataclass, replace

from annotator.messages import Message
from annotator.model import IconTarget, Target
from annotator.script.blocks import PictureLine
from annotator.script.file_names import PICTURES, RECORDINGS, suffix
from annotator.script.files.file_index import FileIndex
from annotator.script.problems import BadValueError, suggest
from annotator.script.target import write_wording


@dataclass
class FileResolver:
    """Finds the files that a script names: ``01.png`` beside it, ``mic.png`` beside it or among the shipped icons."""

    names: FileIndex
    icons: FileIndex

    def resolve_target(self, target: Target) -> Target:
        """The target; an icon gets its file's real name. Raises BadValueError if there is no such icon."""
        if not isinstance(target, IconTarget):
            return target
        name = target.file
        file = self.names.find(name) or self.icons.find(name)
        if file:
            return replace(target, file=file)
        near = self.names.find_nearest(name, PICTURES, list(self.icons))
        remedy = (
            "Put the icon's picture beside tutorial.md; if the screen shows this as a text, write it in quotes: {name}."
        )
        template = 'There is no icon "{name}".'
        raise BadValueError(Message(template, name=name), suggest(near, Message(remedy, name=write_wording(name))))

    def resolve_picture(self, picture: PictureLine) -> str:
        """The real name of the screenshot or recording in a picture line. Raises BadValueError."""
        names = picture.link.names
        found = next((file for name in names if (file := self.names.find(name))), None)
        if not names[0]:
            raise BadValueError("The picture has no name.", "Write its file's name: ![](01.png).")
        if not found:
            raise self._missing_picture_error(names[0])
        if suffix(found) not in PICTURES | RECORDINGS:
            message = '"{found}" is neither a screenshot nor a recording.'
            remedy = "Take a picture that ends in .png, .jpg, .webp or .heic, or a recording that ends in .mp4, .mov or .webm."
            raise BadValueError(message, remedy, found=found)
        return found

    def _missing_picture_error(self, name: str) -> BadValueError:
        """The error for a picture that isn't in the folder, with the likeliest reason."""
        if "/" in name or "\\" in name:
            last = re.split(r"[/\\]", name)[-1]
            message = '"{name}" is in another folder.'
            remedy = 'Put it beside tutorial.md, and write its name alone: "{last}".'
            return BadValueError(message, remedy, name=name, last=last)
        doubled = self.names.find_doubled(name)
        if doubled:
            message = (
                '"{name}" is not in the folder, but "{doubled}" is: it has two endings, and Windows hides the last one.'
            )
            remedy = 'Rename it to "{name}".'
            return BadValueError(message, remedy, name=name, doubled=doubled)
        near = self.names.find_nearest(name, PICTURES | RECORDINGS)
        remedy = suggest(near, "Put the picture beside tutorial.md, or correct its name.")
        return BadValueError(Message('"{name}" is not in the folder.', name=name), remedy)
