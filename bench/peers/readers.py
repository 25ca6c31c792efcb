"""The Python readers: path of a MIDI file -> number of notes, each with onset and end in seconds."""

# A reader is imported when it is asked for: what it costs to import one must not burden another.


def symusic():
    from symusic import Score

    # "second" converts in C++; `numpy()` gives the columns, which is what its users compute with.
    def read(path):
        return sum(len(track.notes.numpy()["time"]) for track in Score(path, ttype="second").tracks)

    return read


def symusic_ticks():
    from symusic import Score

    # Its fastest way: no seconds.
    return lambda path: sum(len(track.notes.numpy()["time"]) for track in Score(path).tracks)


def mido():
    from mido import MidiFile

    # mido has events only. Iterating gives them in seconds; notes are paired first in, first out, and
    # those that nothing ends count too. `clip` takes data bytes over 127, which the default refuses.
    def read(path):
        notes, open_notes, now = [], {}, 0.0
        for message in MidiFile(path, clip=True):
            now += message.time
            if message.type == "note_on" and message.velocity > 0:
                open_notes.setdefault((message.channel, message.note), []).append((now, message.velocity))
            elif message.type in ("note_on", "note_off"):
                started = open_notes.get((message.channel, message.note))
                if started:
                    onset, velocity = started.pop(0)
                    notes.append((onset, now, message.channel, message.note, velocity))
        return len(notes) + sum(map(len, open_notes.values()))

    return read


def pretty_midi():
    import warnings

    from pretty_midi import PrettyMIDI

    warnings.simplefilter("ignore")
    return lambda path: sum(len(instrument.notes) for instrument in PrettyMIDI(path).instruments)


def miditoolkit():
    from miditoolkit import MidiFile

    # Its notes are in ticks; the table of seconds a tick comes beside them.
    def read(path):
        midi = MidiFile(path, clip=True)
        seconds = midi.get_tick_to_time_mapping()
        return len([(seconds[n.start], seconds[n.end]) for part in midi.instruments for n in part.notes])

    return read


def music21():
    import warnings

    from music21 import converter

    warnings.simplefilter("ignore")

    # Without `forceSource` it would read a pickle that it left the first time. Onsets stay in quarters, its own unit:
    # seconds would cost more. A chord is as many notes as it has pitches.
    def read(path):
        score = converter.parse(path, format="midi", forceSource=True)
        return sum(len(one.pitches) if one.isChord else 1 for one in score.flatten().notes)

    return read


READERS = {reader.__name__: reader for reader in (symusic, symusic_ticks, mido, pretty_midi, miditoolkit, music21)}
