"""The questions and agendas that come with the app, read once."""

from __future__ import annotations

import tomli

from bpm_tui.facilitation.agenda import Agendas
from bpm_tui.facilitation.cues import CueBook
from bpm_tui.facilitation.hints import HintBook
from bpm_tui.facilitation.questions import Questions
from bpm_tui.storage.user.places import shipped

QUESTIONS = Questions.model_validate(tomli.loads(shipped("content", "questions.toml").read_text("utf-8")))
AGENDAS = Agendas.model_validate(tomli.loads(shipped("content", "agendas.toml").read_text("utf-8")))
CUES = CueBook.model_validate(tomli.loads(shipped("content", "cues.toml").read_text("utf-8")))
HINTS = HintBook.model_validate(tomli.loads(shipped("content", "hints.toml").read_text("utf-8")))
