"""The keys of the replay: play, step, scrub, jump. They are the player's own, and win over those of the meeting."""

from __future__ import annotations

from bpm_tui.tui.kit.command import ScreenCommand
from bpm_tui.tui.replay.meeting_replay_screen import ReplayScreen
from bpm_tui.tui.replay.switch_replay import to_incident


class PlayingCommand(ScreenCommand):
    """A command of the player."""

    WRITES = False
    TOPIC = "Replay"
    IN_FOOTER = True


class Play(PlayingCommand):
    """Play the recording, or stop it."""

    BINDING_KEY = "space"
    FOOTER_TEXT = "play"

    async def run(self, screen: ReplayScreen) -> None:
        """Play or pause."""
        screen.player.turn()


class StepOn(PlayingCommand):
    """Step to the next edit or mark."""

    BINDING_KEY = "right"
    FOOTER_TEXT = "step"
    SHOWN = "← →"

    async def run(self, screen: ReplayScreen) -> None:
        """Go one frame on."""
        screen.seek(screen.player.place + 1)


class StepBack(PlayingCommand):
    """Step back to the previous edit or mark."""

    BINDING_KEY = "left"
    FOOTER_TEXT = "back"
    IN_FOOTER = False

    async def run(self, screen: ReplayScreen) -> None:
        """Go one frame back."""
        screen.seek(screen.player.place - 1)


class NextMark(PlayingCommand):
    """Go to the next entry, question or phase that the room turned to."""

    BINDING_KEY = "full_stop"
    FOOTER_TEXT = "topic"
    SHOWN = ", ."

    async def run(self, screen: ReplayScreen) -> None:
        """Go to the next mark."""
        screen.seek_found(screen.player.next_mark(1), "nothing after this")


class PreviousMark(PlayingCommand):
    """Go back to the previous one."""

    BINDING_KEY = "comma"
    FOOTER_TEXT = "previous topic"
    IN_FOOTER = False

    async def run(self, screen: ReplayScreen) -> None:
        """Go to the previous mark."""
        screen.seek_found(screen.player.next_mark(-1), "nothing before this")


class MinuteOn(PlayingCommand):
    """Go forward one minute."""

    BINDING_KEY = "shift+right"
    IN_FOOTER = False

    async def run(self, screen: ReplayScreen) -> None:
        """Scrub forward."""
        screen.scrub(screen.player.offset + 60)


class MinuteBack(PlayingCommand):
    """Go back one minute."""

    BINDING_KEY = "shift+left"
    IN_FOOTER = False

    async def run(self, screen: ReplayScreen) -> None:
        """Scrub backward."""
        screen.scrub(screen.player.offset - 60)


class Beginning(PlayingCommand):
    """Go to the start of the meeting; again, to what came before it."""

    BINDING_KEY = "home"
    IN_FOOTER = False

    async def run(self, screen: ReplayScreen) -> None:
        """Go to the first meeting, or to the very start."""
        begins = screen.player.film.begins
        screen.seek(begins if screen.player.place > begins else 0)


class End(PlayingCommand):
    """Go to the end."""

    BINDING_KEY = "end"
    IN_FOOTER = False

    async def run(self, screen: ReplayScreen) -> None:
        """Show the session as it is."""
        screen.seek(len(screen.player.film))


class Faster(PlayingCommand):
    """Play faster, up to sixty times."""

    BINDING_KEY = "plus"
    FOOTER_TEXT = "speed"
    SHOWN = "- +"

    async def run(self, screen: ReplayScreen) -> None:
        """Take the next higher speed."""
        screen.player.faster(1)


class Slower(PlayingCommand):
    """Play slower, down to the meeting's speed."""

    BINDING_KEY = "minus"
    FOOTER_TEXT = "slower"
    IN_FOOTER = False

    async def run(self, screen: ReplayScreen) -> None:
        """Take the next lower speed."""
        screen.player.faster(-1)


class SkipSilences(PlayingCommand):
    """Skip silences while playing, or keep them."""

    BINDING_KEY = "z"
    FOOTER_TEXT = "silences"
    RANK = 3

    def why_not(self, screen: ReplayScreen) -> str:
        """Say that there are no times."""
        return "" if screen.player.film.timed else "no times were recorded, so there are no silences"

    async def run(self, screen: ReplayScreen) -> None:
        """Turn it on or off."""
        screen.player.skipping = not screen.player.skipping
        screen.say("silences are skipped" if screen.player.skipping else "silences are kept")


class ToTalk(PlayingCommand):
    """Go to where the room talked about the selected entry."""

    BINDING_KEY = "enter"
    FOOTER_TEXT = "its talk"
    RANK = 4

    async def run(self, screen: ReplayScreen) -> None:
        """Find its first discussion, else where it was added."""
        screen.seek_found(screen.player.talk_of(screen.selected_id), "the meeting did not talk about this entry")


class NextLearning(PlayingCommand):
    """Go to the next learning."""

    BINDING_KEY = "l"
    FOOTER_TEXT = "learning"
    RANK = 1

    async def run(self, screen: ReplayScreen) -> None:
        """Find where it was added."""
        screen.seek_found(screen.player.next_learning(), "there is no learning in this recording")


class ToTime(PlayingCommand):
    """Go to a time: 14:32, or +33:48 from the start."""

    BINDING_KEY = "t"
    FOOTER_TEXT = "time"
    RANK = 2

    def why_not(self, screen: ReplayScreen) -> str:
        """Say that there are no times."""
        return "" if screen.player.film.timed else "no times were recorded"

    async def run(self, screen: ReplayScreen) -> None:
        """Open the line for it."""
        from bpm_tui.tui.replay.go_to_time import AtTime  # noqa: PLC0415 (read when first needed)

        screen.open_line(AtTime())


class FinalWords(PlayingCommand):
    """Hide what was deleted before the session was finished."""

    BINDING_KEY = "w"
    FOOTER_TEXT = "words"
    RANK = 5

    async def run(self, screen: ReplayScreen) -> None:
        """Play the other film, at the same time of the meeting."""
        screen.turn_final_words()


class ToIncident(PlayingCommand):
    """Walk through the incident itself."""

    BINDING_KEY = "i"
    FOOTER_TEXT = "incident"

    async def run(self, screen: ReplayScreen) -> None:
        """Show the other replay: under this screen, or over it."""
        await to_incident(screen)


class ReplayHelp(PlayingCommand):
    """Show the keys of the replay and all others."""

    BINDING_KEY = "question_mark,f1"
    FOOTER_TEXT = "help"

    async def run(self, screen: ReplayScreen) -> None:
        """Open the help."""
        from bpm_tui.tui.pages.help import HelpScreen  # noqa: PLC0415 (read when first needed, not at the start)

        screen.player.playing = False
        await screen.app.push_screen(HelpScreen(screen.services, screen.keymap, screen.help_page))
