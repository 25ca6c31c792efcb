"""estimates.py keys|tempos: what music21 says about keys, and pretty_midi about tempos.

stdin is a JSON object {"paths": [...], "processes": N}; stdout an object path -> answer. A key is mode * 12 + tonic (major 0,
minor 1), by profile. A file that could not be read has no keys, and null for a tempo.
"""
import json
import multiprocessing
import sys
import warnings

warnings.simplefilter("ignore")


# The first is what analyze("key") takes; music21's Krumhansl-Kessler is its Krumhansl-Schmuckler by another name.
PROFILES = {
    "Aarden-Essen": "key.aarden",
    "Krumhansl": "key.krumhanslschmuckler",
    "Bellman-Budge": "key.bellman",
    "Temperley": "key.temperley",
    "Simple": "key.simple",
}


def keys(path):
    from music21 import converter

    try:
        score = converter.parse(path, format="midi", forceSource=True)
        found = {name: score.analyze(method) for name, method in PROFILES.items()}
    except Exception:
        return path, {}
    return path, {f"music21 {name}": 12 * (key.mode == "minor") + key.tonic.pitchClass for name, key in found.items()}


def tempos(path):
    from pretty_midi import PrettyMIDI

    try:
        return path, PrettyMIDI(path).estimate_tempo()
    except Exception:
        return path, None


if __name__ == "__main__":
    task = json.load(sys.stdin)
    judge = {"keys": keys, "tempos": tempos}[sys.argv[1]]
    with multiprocessing.Pool(task["processes"]) as pool:
        print(json.dumps(dict(pool.imap_unordered(judge, task["paths"], chunksize=2))))
