"""Reads a folder of annotations with the libraries of music information research, and compares them with our JSON.

The folder holds jams/, lab/, json/ and musicxml-chords/, each with the same songs. Prints one JSON object: how many files
each library read, and each fault with its file.
"""
import glob, json, os, sys, warnings

warnings.filterwarnings("ignore")
import jams, mir_eval, music21  # noqa: E402

root = sys.argv[1]
faults, read = [], {"jams": 0, "lab": 0, "musicxml": 0}


def fault(path, what):
    faults.append({"path": os.path.relpath(path, root), "what": str(what)[:300]})


def truth(path, form, ending):
    stem = os.path.relpath(path, os.path.join(root, form))[: -len(ending)]
    with open(os.path.join(root, "json", stem + ".json"), encoding="utf-8") as file:
        return json.load(file)


NAMESPACES = {"note_midi": "notes", "beat": "beats", "chord": "chords", "key_mode": "keys", "segment_open": "sections",
              "tempo": "tempos", "lyrics": "lyrics"}


def check_jams(path):
    song = jams.load(path, validate=True, strict=True)
    own = truth(path, "jams", ".jams")
    for namespace, table in NAMESPACES.items():
        found = sum(len(one.data) for one in song.annotations[namespace]) if song.annotations[namespace] else 0
        if found != len(own[table]):
            fault(path, "%s has %d of %d" % (namespace, found, len(own[table])))


def check_lab(path):
    kind = path.split(".")[-2]
    own = truth(path, "lab", ".%s.lab" % kind)
    if kind == "beats":
        times, _ = mir_eval.io.load_labeled_events(path)
        mir_eval.beat.validate(times, times)
        size = len(times)
    else:
        # Chords, keys, sections and tempos take turns; notes and syllables may lie over each other.
        intervals, labels = mir_eval.io.load_labeled_intervals(path, delimiter="\t")
        mir_eval.util.validate_intervals(intervals[(intervals[:, 1] - intervals[:, 0]) > 0])
        size = len(labels)
        if kind == "chords":
            for label in labels:
                mir_eval.chord.encode(label, reduce_extended_chords=True)
            score = mir_eval.chord.evaluate(intervals, labels, intervals, labels)
            if score["majmin"] < 0.999 and any(label != "N" for label in labels) and score["majmin"] != 0:
                fault(path, "the chords are not those of themselves: %s" % score["majmin"])
        if kind == "keys":
            for label in labels:
                tonic, mode = label.split(":")
                if mode in ("major", "minor"):
                    mir_eval.key.validate("%s %s" % (tonic, mode), "C major")
    if size != len(own[kind]):
        fault(path, "%d lines for %d rows" % (size, len(own[kind])))


def check_musicxml(path):
    score = music21.converter.parse(path)
    own = truth(path, "musicxml-chords", ".musicxml")
    symbols = [one for one in score.recurse().getElementsByClass(music21.harmony.Harmony)]
    if len(symbols) != len(own["chords"]):
        fault(path, "%d symbols for %d chords" % (len(symbols), len(own["chords"])))
    for symbol, row in zip(symbols, own["chords"]):
        if row["chord"] is None:
            continue
        root = symbol.root().name.replace("-", "b")
        if root != row["harte"].split(":")[0]:
            fault(path, "%s reads %s" % (row["harte"], root))
    bars = len(list(score.parts[0].getElementsByClass("Measure")))
    if bars != max(1, len(own["bars"])):
        fault(path, "%d measures for %d bars" % (bars, len(own["bars"])))


for name, folder, pattern, check in (
    ("jams", "jams", "*.jams", check_jams),
    ("lab", "lab", "*.lab", check_lab),
    ("musicxml", "musicxml-chords", "*.musicxml", check_musicxml),
):
    for path in sorted(glob.glob(os.path.join(glob.escape(root), folder, "**", pattern), recursive=True)):
        try:
            check(path)
            read[name] += 1
        except Exception as error:  # what any library raises is a fault of the file
            fault(path, "%s: %s" % (type(error).__name__, error))
print(json.dumps({"read": read, "faults": faults,
                  "versions": {"jams": jams.__version__, "mir_eval": mir_eval.__version__, "music21": music21.__version__}}))
