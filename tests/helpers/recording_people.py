"""A person who records their voice on the editor's page, and what a browser does then."""

from __future__ import annotations

from typing import Any

from tests.helpers.editor_windows import Window

WATCH = """(() => {
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    window.streams = [];
    navigator.mediaDevices.getUserMedia = async (what) => {
        const stream = await ask(what);
        streams.push(stream);
        return stream;
    };
    window.takes = [];
    const send = window.fetch.bind(window);
    window.fetch = async (path, options) => {
        const answer = await send(path, options);
        if (String(path).includes("/takes?")) {
            const head = [...new Uint8Array(await options.body.slice(0, 12).arrayBuffer())];
            takes.push({head, status: answer.status, ...(await answer.clone().json())});
        }
        return answer;
    };
})()"""
"""What the page got from the microphone, sent to the server, and was answered."""


class Person:
    """Records with the mouse."""

    def __init__(self, window: Window) -> None:
        self.window, self.page = window, window.page
        self.control = self.page.locator(".record-control .button.main")

    def open(self, number: int = 0) -> None:
        """Open the panel of a place."""
        self.page.locator(".small.open").nth(number).click()
        self.page.locator(".voice-panel h3").wait_for()

    def say(self, seconds: float = 2.5) -> None:
        """Record: press, speak, press."""
        self.control.click()
        self.page.get_by_role("meter").wait_for()
        self.page.wait_for_timeout(1000 * seconds)
        self.control.click()

    def hear(self) -> None:
        """Listen to the take to its end, in a hurry."""
        keep = self.keep_button
        keep.wait_for()
        assert keep.is_disabled(), "not before it was heard"
        self.page.locator(".voice-take audio").evaluate("(sound) => { sound.playbackRate = 8; return sound.play(); }")
        self.window.until(keep.is_enabled, "heard to its end")

    @property
    def keep_button(self) -> Any:
        return self.page.get_by_role("button", name=self.window.t("voice.keep"), exact=True)

    def agree(self, who: str = "Sra. Rosa") -> None:
        """Fill in whose voice it is, where that is asked."""
        if self.page.locator("#consent-who").count():
            self.page.locator("#consent-who").fill(who)

    def keep(self) -> None:
        self.agree()
        self.keep_button.click()

    def answer(self) -> dict[str, Any]:
        """What the server answered to the last take."""
        return dict(self.window.until(lambda: self.page.evaluate("takes.at(-1)"), "an answer"))

    def told(self, key: str) -> None:
        """Wait until something is said."""
        self.page.get_by_text(self.window.t(key)).first.wait_for()
