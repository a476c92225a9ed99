"""Everything that storage cannot do raises one kind of error, besides those of the disk itself."""

from __future__ import annotations

import pytest

from bpm_tui.storage.disk.problems import BadFileError, StorageError
from bpm_tui.storage.folder.find import NoSessionError
from bpm_tui.storage.folder.rename_and_forget import UpkeepError
from bpm_tui.storage.handover.take_in import NotSavedError
from bpm_tui.storage.private.inbox import InboxBusyError
from bpm_tui.storage.session.document import DocumentError
from bpm_tui.storage.session.keeper import ReadOnlyError
from bpm_tui.storage.session.recording import RecordingError


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (BadFileError, ValueError),
        (DocumentError, BadFileError),
        (RecordingError, BadFileError),
        (UpkeepError, ValueError),
        (NoSessionError, LookupError),
        (ReadOnlyError, RuntimeError),
        (NotSavedError, OSError),
        (InboxBusyError, OSError),
    ],
)
def test_an_error_of_storage_is_known_as_one(error: type[Exception], kind: type[Exception]) -> None:
    assert issubclass(error, StorageError)
    assert issubclass(error, kind)


@pytest.mark.parametrize("error", [UpkeepError, NoSessionError, ReadOnlyError, NotSavedError, InboxBusyError])
def test_its_message_is_what_a_person_is_told(error: type[Exception]) -> None:
    assert str(error("it is open elsewhere; close it there first")) == "it is open elsewhere; close it there first"
