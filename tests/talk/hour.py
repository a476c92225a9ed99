"""The hour of ``tests.tui.test_story_hour``, said line by line instead of pressed key by key."""

from __future__ import annotations

from collections.abc import Callable

from tests.talk.talking import Talking
from tests.tui.test_story_hour import CHAT, PEOPLE, SLIPS

At = Callable[..., None]
"""Lets the meeting come to a minute, and a second of it."""


def whole_hour(talk: Talking, at: At) -> None:
    """Say everything that is pressed in the story."""
    talk.hear("/add", *CHAT, "", "/people facilitator: Cyd", *(f"/people {person}" for person in PEOPLE), "/go 1")
    talk.hear("/begin", "/rules")
    at(4, 1)
    talk.hear("/phase next", "/incident impact: 600 orders were late")
    at(8)
    talk.hear("/phase next", "/go 1")
    at(9)
    talk.hear("/ask", "the graph looked flat @Ana", "")
    talk.conversation.meeting.question.on_screen(talk.conversation.meeting)
    talk.hear("/next", "I expected the queue to drain @Ana", "")
    talk.hear("/go 1", "/signal missed queue graph flat; where: dashboard", "its axis ends at 10,000")
    talk.hear("/discussed", "/signal absent age of the oldest job", "+ @Ben; due: 2030-02-01")
    talk.hear("/discussed", "/signal seen errors halved")
    for number, (way, slip) in enumerate(zip(("dismiss", "mute", "hindsight", "follow-up", "ask"), SLIPS, strict=True)):
        talk.hear(f"/go {number + 6}", f"/note known {slip}", f"/coach {way}")
        talk.hear(*["+ @Ana"] * (way == "follow-up"), *["/stop"] * (talk.asks != "Command"))
    talk.hear("/go 11", "/note expected", "/park who may change limits? @Dee", "half a note", "")
    at(40)
    talk.hear("/phase next", "/go 1", *["/discussed"] * 9, "/go undecided")
    at(44)
    talk.hear("/phase next", "/round", "a restart empties the retry buffer; kind: surprised; topic: retries", "")
    talk.hear("support sees the queue before we do")
    at(53)
    talk.hear("/phase next", "/follow-up")
    talk.hear("show the pool in the deploy log @Ben; due: 2030-03-01; done when: it is there", "rewrite the queue", "")
    at(58)
    talk.hear("/phase next", "/hands 3 2")
