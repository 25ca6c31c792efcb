"""attempts.py READER: what a Python reader makes of each file, each read in a process of its own under limits.

stdin is a JSON object {"paths": [...], "cpuSeconds": S, "bytes": B}; each line of stdout is {"path", "said", "notes", "error"}, said
being "reads", "refuses", "hangs" (more CPU than S seconds), "memory" (more than B bytes above what the reader has when it is
loaded) or "crashes" (killed by another signal).
"""
import json
import os
import resource
import signal
import sys

from readers import READERS

read = READERS[sys.argv[1]](tolerant=True)
task = json.load(sys.stdin)


def attempt(path):
    try:
        return {"said": "reads", "notes": read(path)}
    except MemoryError:
        return {"said": "memory", "notes": 0}
    except Exception as error:
        return {"said": "refuses", "notes": 0, "error": f"{type(error).__name__}: {error}"[:200]}


def limited(path, out):
    with open("/proc/self/statm") as statm:
        size = int(statm.read().split()[0]) * resource.getpagesize() + task["bytes"]
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (task["cpuSeconds"], task["cpuSeconds"] + 1))
    # One that waits for ever uses no CPU.
    signal.alarm(12 * task["cpuSeconds"])
    os.write(out, json.dumps(attempt(path)).encode())


for path in task["paths"]:
    incoming, out = os.pipe()
    child = os.fork()
    if child == 0:
        sys.stdout = sys.stderr = open(os.devnull, "w")
        limited(path, out)
        os._exit(0)
    os.close(out)
    with os.fdopen(incoming) as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    if said:
        verdict = json.loads(said)
    elif os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGKILL, signal.SIGALRM):
        verdict = {"said": "hangs", "notes": 0}
    else:
        verdict = {"said": "crashes", "notes": 0}
    print(json.dumps({"path": path, **verdict}), flush=True)
