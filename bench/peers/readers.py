"""The Python readers: path of a MIDI file -> number of notes, each with onset and end in seconds.

`tolerant` asks for what a package offers against damaged files; else it reads as it does when nobody asks. A package is
imported when its reader is asked for: what one costs must not burden another.
"""


def symusic(tolerant):
    from symusic import Score

    # "second" converts in C++; `numpy()` gives the columns, which is what its users compute with.
    def read(path):
        score = Score(path, ttype="second", sanitize_data=tolerant)
        return sum(len(track.notes.numpy()["time"]) for track in score.tracks)

    return read


def symusic_ticks(tolerant):
    from symusic import Score

    # Its fastest way: no seconds.
    return lambda path: sum(
        len(track.notes.numpy()["time"]) for track in Score(path, sanitize_data=tolerant).tracks
    )


def mido(tolerant):
    from mido import MidiFile

    # mido has events only. Iterating gives them in seconds; notes are paired first in, first out, and
    # those that nothing ends count too. Files of format 2 cannot be merged: their tracks are read in ticks.
    def read(path):
        notes, open_notes, now = [], {}, 0.0
        midi = MidiFile(path, clip=tolerant)
        for message in midi if midi.type != 2 else (message for track in midi.tracks for message in track):
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


def pretty_midi(tolerant):
    import warnings

    from mido import MidiFile
    from pretty_midi import PrettyMIDI

    warnings.simplefilter("ignore")

    def read(path):
        midi = PrettyMIDI(mido_object=MidiFile(path, clip=True)) if tolerant else PrettyMIDI(path)
        return sum(len(instrument.notes) for instrument in midi.instruments)

    return read


def miditoolkit(tolerant):
    from miditoolkit import MidiFile

    # Its notes are in ticks; the table of seconds a tick comes beside them.
    def read(path):
        midi = MidiFile(path, clip=tolerant)
        seconds = midi.get_tick_to_time_mapping()
        return len([(seconds[n.start], seconds[n.end]) for part in midi.instruments for n in part.notes])

    return read


def music21(tolerant):
    del tolerant  # It has no such option.
    import warnings

    from music21 import converter

    warnings.simplefilter("ignore")

    # Without `forceSource` it would read a pickle that it left the first time. Onsets stay in quarters, its own unit:
    # seconds would cost more. A chord is as many notes as it has pitches.
    def read(path):
        score = converter.parse(path, format="midi", forceSource=True)
        return sum(len(one.pitches) if one.isChord else 1 for one in score.flatten().notes)

    return read


READERS = {reader.__name__: reader for reader in (symusic, mido, pretty_midi, miditoolkit, music21)}
READERS["symusic, ticks only"] = symusic_ticks
