"""The recording: blocks come back as they were, a torn end is cut, damage in the middle is refused with its place."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.model.edits import Add, Change, Edit, Move, OtherEdit, Remove, fold
from bpm_tui.model.session import Session
from bpm_tui.storage.session.recording import (
    BEGINNING,
    HEADER,
    Mark,
    RecordingError,
    block,
    body,
    header_mark,
    is_question,
    keys_of,
    recording_of,
    scan,
    seal,
    session_id_of,
    steps_of,
)
from tests.strategies import HOSTILE, edit_lists, exact, extra_values, sessions, texts

WHEN = datetime(2026, 11, 20, 13, 32, 10, 123000, tzinfo=UTC)
START = HEADER + block(header_mark("k3m9x2", 0).model_copy(update={"id": "start1"}))


def edit(number: int = 1, **value: Any) -> Add:
    return Add(id=f"edit{number:02}", when=WHEN, by="ana", where="entries", item=f"item{number:02}", value=value)


def test_a_block_is_lines_that_a_person_can_read() -> None:
    assert block(edit(what="one\ntwo", links=["a", "b"])).decode().splitlines()[:-1] == [
        "[[edit]]",
        'id = "edit01"',
        "when = 2026-11-20T13:32:10.123Z",
        'by = "ana"',
        'what = "add"',
        'where = "entries"',
        'item = "item01"',
        'value = { what = "one\\ntwo", links = ["a", "b"] }',
    ]


@given(sessions().flatmap(edit_lists))
def test_edits_come_back_as_they_were(edits: list[Edit]) -> None:
    found = scan(START + b"".join(block(each) for each in edits))
    assert not found.torn
    assert [_normal(each) for each in found.edits] == [_normal(each) for each in edits]


@given(st.data(), sessions())
def test_folding_what_comes_back_gives_the_same_session(data: st.DataObject, session: Session) -> None:
    edits = data.draw(edit_lists(session))
    read = scan(seal([body(each) for each in edits])).edits
    assert exact(_numbers(fold(session, read).stored())) == exact(_numbers(fold(session, edits).stored()))


@given(st.dictionaries(texts().filter(bool), extra_values(), max_size=4), texts())
def test_marks_come_back_as_they_were(extra: dict[str, Any], by: str) -> None:
    kept = {name: value for name, value in extra.items() if name not in _TAKEN and value not in ("", {})}
    mark = Mark.model_validate({"id": "mark01", "when": WHEN, "what": "phase", "by": by} | kept)
    (found,) = scan(block(mark)).items
    assert _normal(found) == _normal(mark)


_TAKEN = {"id", "when", "what", "by", "write", "sum"}


def _normal(item: Edit | Mark) -> Any:
    return type(item).__name__, exact(_numbers(item.model_dump()))


def _numbers(data: Any) -> Any:
    """One type for every number with a point, and sorted keys where order means nothing."""
    if isinstance(data, dict):
        return {name: _numbers(data[name]) for name in sorted(data)}
    if isinstance(data, (list, tuple)):
        return [_numbers(each) for each in data]
    return Decimal(repr(data)).normalize() if isinstance(data, float) else _as_normal(data)


def _as_normal(data: Any) -> Any:
    return data.normalize() if isinstance(data, Decimal) else data


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_ends_a_line_or_begins_a_block(text: str) -> None:
    raw = block(edit(what=text, outcome=f"\n[[edit]]\n{text}"))
    assert raw.count(b"\n") == 9
    assert not [byte for byte in raw.replace(b"\n", b"") if byte < 0x20 or byte == 0x7F]
    (found,) = scan(raw).edits
    assert isinstance(found, Add)
    assert found.value["what"] == text


@pytest.mark.parametrize(
    "value",
    [Decimal("1.10"), 0.1, 1e300, math.inf, -math.inf, -0.0, 10**30, True, date(2026, 11, 20), WHEN, [[], [{}]], {}],
)
def test_every_value_that_toml_knows_comes_back(value: Any) -> None:
    (found,) = scan(block(edit(x=value))).edits
    assert isinstance(found, Add)
    assert found.value["x"] == (Decimal(repr(value)) if isinstance(value, float) else value)
    assert block(found) == block(edit(x=value))


def test_not_a_number_comes_back() -> None:
    (found,) = scan(block(edit(x=math.nan))).edits
    assert isinstance(found, Add)
    assert math.isnan(found.value["x"])


def test_what_toml_cannot_hold_is_refused() -> None:
    with pytest.raises(TypeError, match="set"):
        block(edit(x={1, 2}))


def test_a_lone_surrogate_becomes_its_visible_escape() -> None:
    (found,) = scan(block(edit(what="caf\udce9"))).edits
    assert isinstance(found, Add)
    assert found.value["what"] == "caf\\udce9"


def test_a_last_block_torn_anywhere_is_never_something_else() -> None:
    first = START + block(edit(1, what="was"))
    for last in (block(edit(2, what="x = 1\n[[edit]]", links=["a"])), block(Mark(id="m", when=WHEN, what="phase"))):
        whole = scan(first + last)
        for end in range(len(last)):
            found = scan(first + last[:end])
            if end == len(last) - 1:
                # Without its last line end it says all that it said.
                assert found.items == whole.items
                continue
            assert found.items == whole.items[:-1]
            assert found.good_length == len(first)
            assert found.torn == last[:end]


def test_the_very_first_write_torn_anywhere_is_nothing() -> None:
    for end in range(len(START) - 1):
        found = scan(START[:end])
        assert found.items == ()
        assert found.good_length in (0, len(HEADER))


@given(st.data())
def test_a_last_block_with_any_bytes_changed_is_cut_off(data: st.DataObject) -> None:
    first, last = START + block(edit(1)), bytearray(block(edit(2, what="said")))
    at = data.draw(st.integers(0, len(last) - 2))
    last[at] = data.draw(st.integers(0, 255).filter(lambda byte: byte != last[at] and byte != ord("#")))
    assert scan(first + bytes(last)).items == scan(first).items


def test_zeros_after_the_end_are_a_torn_write() -> None:
    good = START + block(edit(1))
    found = scan(good + b"\0" * 4096)
    assert len(found) == 2
    assert found.torn == b"\0" * 4096


@pytest.mark.parametrize("damage", [b"\0" * 20, b'what = "remove"      '[:20]])
def test_damage_in_the_middle_is_refused_with_its_place(damage: bytes) -> None:
    blocks = [START, block(edit(1, what="one")), block(edit(2)), block(edit(3))]
    blocks[1] = blocks[1][:30] + damage + blocks[1][50:]
    with pytest.raises(RecordingError) as caught:
        scan(b"".join(blocks), "a.recording.toml")
    (problem,) = caught.value.problems
    assert problem.line == START.count(b"\n") + 1
    assert str(problem).startswith(f"a.recording.toml:{problem.line}:1: this block is damaged")
    assert "move it away" in problem.message


def test_a_hole_that_a_crash_left_in_one_write_is_a_torn_write() -> None:
    good = START + block(edit(1))
    several = seal([body(edit(number, what="x" * 80)) for number in (2, 3, 4)])
    size = len(several) // 3
    for place in range(3):
        torn = several[: place * size] + b"\0" * (size // 2) + several[place * size + size // 2 :]
        found = scan(good + torn)
        assert [each.id for each in found.edits] == [f"edit{number:02}" for number in range(1, place + 2)]


def test_damage_before_a_whole_write_of_several_is_refused() -> None:
    broken = block(edit(1)).replace(b"ana", b"bob")
    with pytest.raises(RecordingError):
        scan(START + broken + seal([body(edit(2)), body(edit(3))]))


def test_changed_line_ends_are_named() -> None:
    with pytest.raises(RecordingError, match="line ends were changed"):
        scan((START + block(edit(1)) + block(edit(2))).replace(b"\n", b"\r\n"), "x")


def test_a_recording_that_a_formatter_went_over_is_refused_not_cut() -> None:
    blocks = START + b"".join(block(edit(number)) for number in range(5))
    with pytest.raises(RecordingError, match="damaged"):
        scan(blocks.replace(b" = ", b"="))


def test_another_file_is_refused() -> None:
    with pytest.raises(RecordingError, match="first block"):
        scan(b"hello\n")
    with pytest.raises(RecordingError, match="first block"):
        scan(b"title = 1\n" + block(edit(1)))


def test_blank_lines_between_blocks_change_nothing() -> None:
    good = START + b"\n\n" + block(edit(1)) + b"\n"
    found = scan(good)
    assert len(found) == 2
    assert found.good_length == len(good)


def test_a_block_that_has_its_sum_and_yet_cannot_be_read_is_refused_with_its_place() -> None:
    bad = seal([b'[[edit]]\nid = "x"\nwhen = 5\nwhat = "add"\nvalue = 3\n'])
    found = scan(START + bad, "a.toml")
    with pytest.raises(RecordingError, match="cannot be read"):
        _ = found.items


def test_what_a_later_version_wrote_is_carried_through() -> None:
    split = OtherEdit.model_validate({"id": "a", "when": WHEN, "what": "split", "where": "entries", "parts": [1, 2]})
    coloured = Change.model_validate({"id": "b", "when": WHEN, "where": "session", "now": {"title": "x"}, "why": "y"})
    later = seal([b'[[poll]]\nid = "c"\nwhen = 2026-11-20T13:32:10Z\nanswers = [1]\n'])
    found = scan(START + block(split) + block(coloured) + later + block(Move(id="d", when=WHEN, where="entries")))
    assert [block(each) for each in found.edits[:2]] == [block(split), block(coloured)]
    assert isinstance(found.items[3], Mark)
    assert found.items[3].what == "poll"


def test_every_block_is_toml_by_itself_and_so_is_the_file() -> None:
    edits = [edit(1, what="a"), Remove(id="r", when=WHEN, where="entries", item="item01")]
    data = START + b"".join(block(each) for each in edits)
    assert [each["what"] for each in tomli.loads(data.decode())["edit"]] == ["add", "remove"]


def test_equal_edits_take_equal_room() -> None:
    sizes = {len(block(edit(1, what="x").model_copy(update={"when": datetime(2026, 1, 1, 0, 0, s, tzinfo=UTC)})))
             for s in range(60)}  # fmt: skip
    assert len(sizes) == 1


def test_ids_are_all_that_were_ever_used() -> None:
    data = START + seal([body(edit(number).model_copy(update={"step": "steps1"})) for number in (1, 2)])
    assert set(scan(data).ids()) == {"start1", "edit01", "item01", "edit02", "item02", "steps1"}


def test_the_last_mark_of_a_sort_is_found() -> None:
    marks = [Mark(id=f"m{number}", when=WHEN, what=what) for number, what in enumerate(["document", "phase"])]
    data = START + block(marks[0]) + block(edit(1, what="document")) + block(marks[1])
    found = scan(data)
    assert found.last("document") == 1
    assert found.last("phase") == 3
    assert found.last("question") is None


def test_the_beginning_tells_whose_it_is_and_nothing_else_does() -> None:
    data = START + block(edit(what='session = "other1"'))
    assert session_id_of(data[:BEGINNING]) == "k3m9x2"
    assert session_id_of(HEADER) == ""


def test_the_steps_of_one_act_are_told_from_those_of_another() -> None:
    steps = ("act01-0", "act01-11", "act01", "act011-0", "act01-x", "other-0")
    data = recording_of(block(edit(place).model_copy(update={"step": step})) for place, step in enumerate(steps))
    assert steps_of(data, "act01") == {"act01-0", "act01-11"}
    assert steps_of(START, "act01") == set()


def test_the_keys_of_an_edit_are_read_without_the_rest() -> None:
    taken_back = edit(what='\nstep = "no"').model_copy(update={"step": "step01", "undoes": "edit00"})
    assert keys_of(block(taken_back)) == {"id": "edit01", "step": "step01", "undoes": "edit00"}
    assert keys_of(block(edit())) == {"id": "edit01"}


def test_a_question_is_known_by_its_block() -> None:
    asked = Mark.model_validate({"what": "question", "id": "mark01", "when": WHEN, "entry": "item01", "text": "What?"})
    assert is_question(block(asked))
    assert not is_question(block(Mark(what="document", id="mark02", when=WHEN)))


def test_the_next_block_joins_what_is_there() -> None:
    assert scan(b"").joint == HEADER
    assert scan(START).joint == b""
    cut = scan(START[:-1])
    assert (cut.good, cut.joint) == (START[:-1], b"\n")
    torn = scan(START + b"[[edit]]\nid")
    assert (torn.good, torn.joint, torn.torn_line) == (START, b"", START.count(b"\n") + 1)


def test_blocks_make_a_recording_that_reads_back() -> None:
    blocks = [block(header_mark("k3m9x2", 0)), block(edit(1))[:-1], block(edit(2))]
    found = scan(recording_of(blocks))
    assert found.session_id == "k3m9x2"
    assert found.edits == (edit(1), edit(2))
