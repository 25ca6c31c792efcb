"""cataloguing.py JOB: a table of key, tempo, meter, notes and instruments of MIDI files, as one would write it today.

stdin is a JSON object {"paths": [...], "processes": N}. JOB says with what: "music21+pretty_midi", "pretty_midi" (no key), or
"symusic" (no estimates: what the file's events say). Prints {"files", "failed", "wall", "cpu"}: seconds from the first file to
the last row, and CPU seconds of all processes for them; importing the packages is not counted.
"""
import csv
import io
import json
import multiprocessing
import sys
import time
import warnings

warnings.simplefilter("ignore")
COLUMNS = ["path", "key", "tempo", "meter", "notes", "instruments"]


def with_pretty_midi(path):
    from pretty_midi import PrettyMIDI, program_to_instrument_name

    midi = PrettyMIDI(path)
    meter = midi.time_signature_changes
    notes = sum(len(part.notes) for part in midi.instruments)
    try:
        tempo = midi.estimate_tempo()
    except ValueError:  # fewer than two onsets
        tempo = None
    names = {"Drums" if part.is_drum else program_to_instrument_name(part.program) for part in midi.instruments}
    return {
        "tempo": tempo,
        "meter": f"{meter[0].numerator}/{meter[0].denominator}" if meter else None,
        "notes": notes,
        "instruments": "; ".join(sorted(names)),
    }


def with_music21(path):
    from music21 import converter

    key = converter.parse(path, format="midi", forceSource=True).analyze("key")
    return {"key": f"{key.tonic.name} {key.mode}"}


def with_symusic(path):
    from symusic import Score

    score = Score(path)
    meter, keys = score.time_signatures, score.key_signatures
    return {
        "key": f"{keys[0].key} {keys[0].tonality}" if keys else None,
        "tempo": score.tempos[0].qpm if score.tempos else None,
        "meter": f"{meter[0].numerator}/{meter[0].denominator}" if meter else None,
        "notes": sum(len(track.notes) for track in score.tracks),
        "instruments": "; ".join(sorted({"Drums" if t.is_drum else str(t.program) for t in score.tracks})),
    }


JOBS = {
    "music21+pretty_midi": (with_pretty_midi, with_music21),
    "pretty_midi": (with_pretty_midi,),
    "symusic": (with_symusic,),
}


def import_packages(job):
    for name in job.split("+"):
        __import__(name)


def row(path):
    began, made = time.process_time(), {"path": path}
    failed = False
    for part in JOBS[sys.argv[1]]:
        try:
            made.update(part(path))
        except Exception:
            failed = True
    return made, failed, time.process_time() - began


if __name__ == "__main__":
    task = json.load(sys.stdin)
    with multiprocessing.Pool(task["processes"], import_packages, [sys.argv[1]]) as pool:
        # The pool is warm when both have read something.
        pool.map(row, task["paths"][: 2 * task["processes"]], chunksize=1)
        began = time.perf_counter()
        table = csv.DictWriter(io.StringIO(), COLUMNS)
        failures, cpu = 0, 0.0
        for made, failed, seconds in pool.imap_unordered(row, task["paths"], chunksize=4):
            table.writerow(made)
            failures += failed
            cpu += seconds
        wall = time.perf_counter() - began
    print(json.dumps({"files": len(task["paths"]), "failed": failures, "wall": wall, "cpu": cpu}))
