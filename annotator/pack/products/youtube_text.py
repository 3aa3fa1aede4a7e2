"""Write the text to type in beside a video on YouTube, with its title, why to watch it, and its chapters."""

from annotator.edition.edition import Edition
from annotator.model import Timeline
from annotator.pack.products.product import ProductContext
from annotator.pages import youtube
from annotator.pages.labels import load_strings
from annotator.text import sentence_rules


def describe(edition: Edition, timeline: Timeline, context: ProductContext) -> str:
    """The text of ``youtube.txt``: title, steps and closing are chapters, an aside belongs to the step before it."""
    say = load_strings(edition.words_lang)
    chapters = [(0.0, edition.title)]
    for section in timeline.sections:
        if section.step is None or section.step.aside:
            continue
        step = edition.step(section.step)
        sentences = sentence_rules.split_sentences(step.text) or ("",)
        # What to do, rather than why.
        text = next((sentence for sentence in sentences if step.verb.casefold() in sentence.casefold()), sentences[0])
        name = say("picture", number=step.number, text=text.rstrip("."))
        chapters.append((section.start, name.rstrip(": ")))  # a step without a sentence ends with ": "
    closing = timeline.sections[-1]  # the end of the film
    chapters.append((closing.start, edition.closing.heading))
    address = context.publishing.page(edition.name, edition.lang)
    return youtube.compose(
        edition.book, say, edition.title, edition.why, chapters, timeline.seconds, edition.school, address
    )
