/**
 * The process of isolated plugins: reads requests from stdin and answers on a pipe of its own, one at a time, until stdin ends. It
 * works without an event loop, so a plugin that hangs is a process that hangs, and is ended from outside.
 */
import { readSync, realpathSync, writeSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseSong } from "../midi/smf.ts";
import { setLoading } from "../pipeline/loading.ts";
import type { Plugin } from "../plugin/plugin.ts";
import { resolvePlugins } from "../plugin/references.ts";
import { createRegistry } from "../plugin/registry.ts";
import { runAnalyzer } from "../plugin/run-analyzer.ts";
import { runTagger } from "../plugin/run-tagger.ts";
import { frameOf, readFrame } from "./frames.ts";
import type { AnalyzeRequest, Answer, Begin, TagRequest } from "./messages.ts";

const stdin = 0;
/** Not stdout, where a plugin, or native code in it, may print. */
const answers = 3;

/** Sleeps while a pipe that does not block has nothing, or takes nothing. */
const wait = (): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);

/** A system call that may say "try again"; what else it throws ends the process. */
function again(call: () => number): number {
  for (;;) {
    try {
      return call();
    } catch (error) {
      if ((error as { readonly code?: string }).code !== "EAGAIN") throw error;
      wait();
    }
  }
}

function fill(buffer: Uint8Array): boolean {
  for (let n = 0; n < buffer.length; ) {
    const read = again(() => readSync(stdin, buffer, n, buffer.length - n, null));
    if (read === 0) return false;
    n += read;
  }
  return true;
}

function answer(message: Answer): void {
  const frame = frameOf(message);
  for (let n = 0; n < frame.length; ) n += again(() => writeSync(answers, frame, n, frame.length - n));
}

function serve(plugins: readonly Plugin[]): void {
  const registry = createRegistry(plugins);
  const analyzers = new Map(registry.analyzers.map((one) => [one.analyzer.id, one]));
  const taggers = new Map(registry.taggers.map((one) => [one.tagger.id, one.tagger]));
  const analyze = ({ ids, features, parse }: AnalyzeRequest, bytes: Uint8Array): void => {
    const song = parseSong(bytes, parse);
    const known: Record<string, unknown> = { ...features };
    for (const id of ids) {
      const registered = analyzers.get(id);
      if (!registered) continue;
      answer({ type: "at", id });
      const outcome = runAnalyzer(registered, song, known, true);
      if ("output" in outcome)
        for (const [property, feature] of registered.features) known[feature] = outcome.output[property];
      answer({ type: "one", one: { id, ...outcome } });
    }
  };
  const tag = ({ taggers: wanted }: TagRequest): void => {
    for (const [id, input] of wanted) {
      const tagger = taggers.get(id);
      if (!tagger) continue;
      answer({ type: "at", id });
      answer({ type: "one", one: { id, ...runTagger(tagger, input) } });
    }
  };
  for (let frame = next(); frame; frame = next()) {
    if (frame.message.type === "analyze") analyze(frame.message, frame.bytes);
    else tag(frame.message);
    answer({ type: "done" });
  }
}

const next = () => readFrame<AnalyzeRequest | TagRequest>(fill);

// Node knows `import.meta.main` from 24 on.
if (fileURLToPath(import.meta.url) === realpathSync(process.argv[1] ?? "")) {
  const begin = readFrame<Begin>(fill);
  if (begin) {
    try {
      setLoading(true);
      const plugins = await resolvePlugins(begin.message.plugins);
      setLoading(false);
      answer({ type: "ready" });
      serve(plugins);
    } catch (error) {
      answer({ type: "failed", message: error instanceof Error ? error.message : String(error) });
    }
  }
  process.exit();
}
