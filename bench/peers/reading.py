"""reading.py READER: reads files at the request of its parent, and says what that took.

Each line of stdin is a JSON object {"paths": [...], "seconds": S}: all files are read, again and again until S seconds have
passed; the answer is {"files", "notes", "cpu", "wall"}, with the seconds of all passes, and the notes of one.
"""
import json
import sys
import time

from readers import READERS

read = READERS[sys.argv[1]](tolerant=False)
for line in sys.stdin:
    task = json.loads(line)
    files, began, cpu_began = 0, time.perf_counter(), time.process_time()
    while True:
        notes = sum(read(path) for path in task["paths"])
        files += len(task["paths"])
        if time.perf_counter() - began >= task["seconds"]:
            break
    taken = {"cpu": time.process_time() - cpu_began, "wall": time.perf_counter() - began}
    print(json.dumps({"files": files, "notes": notes, **taken}), flush=True)
