/** Starting the adding process, hearing what it tells, and ending it in the middle of a phase. */
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

/** What an adding process does, in order; `writing` comes with each batch, `checkpoint` after each where it is asked for. */
export const phases = ["start-up", "loading", "writing", "checkpoint", "ending", "closing"] as const;
/** One of them. */
export type Phase = (typeof phases)[number];

/** Ids as text, as a database gives them. */
export interface Ids {
  readonly contents: readonly string[];
  readonly copies: readonly string[];
}

/** One line of the adding process. */
export type Telling = { readonly phase: Phase | "closed" } | { readonly committed: Ids };

/** How an adding process is run. */
export interface Adding {
  readonly where: string;
  readonly files: string;
  /** `run` computes anew what is stale, and adds nothing. */
  readonly mode: "plain" | "bulk" | "checkpoint" | "run";
  /** Called once, some time after a phase began, with a function that ends the process with SIGKILL. */
  readonly trouble?: {
    readonly phase: Phase;
    /** Times that the phase comes before; 0 unless said. */
    readonly passes?: number;
    readonly afterMilliseconds: number;
    readonly make: (kill: () => void) => void;
  };
}

/** What became of it. */
export interface Ended {
  /** The last phase that it told. */
  readonly phase: Phase | "closed";
  readonly committed: readonly Ids[];
  /** Seconds of its last time in each phase that it left. */
  readonly seconds: Readonly<Record<Phase, number>>;
  readonly wasKilled: boolean;
  /** Whether the trouble came before it ended. */
  readonly wasTroubled: boolean;
  readonly status: number | null;
  readonly stderr: string;
}

const child = fileURLToPath(new URL("child.ts", import.meta.url));

/** Runs the adding process to its end, whoever ends it. */
export async function runAdding({ where, files, mode, trouble }: Adding): Promise<Ended> {
  const run = Bun.spawn([process.execPath, child, where, files, mode], { stdout: "pipe", stderr: "pipe" });
  const stderr = new Response(run.stderr).text();
  const seconds: Record<Phase, number> = {
    "start-up": 0,
    loading: 0,
    writing: 0,
    checkpoint: 0,
    ending: 0,
    closing: 0,
  };
  const committed: Ids[] = [];
  let phase: Phase | "closed" = "start-up";
  let since = performance.now();
  let timer: Timer | undefined;
  let passes = 0;
  let wasTroubled = false;
  const enter = (next: Phase | "closed"): void => {
    const now = performance.now();
    if (phase !== "closed") seconds[phase] = (now - since) / 1000;
    [phase, since] = [next, now];
    if (!trouble || timer || next !== trouble.phase || passes++ < (trouble.passes ?? 0)) return;
    timer = setTimeout(() => {
      wasTroubled = true;
      trouble.make(() => run.kill("SIGKILL"));
    }, trouble.afterMilliseconds);
  };
  // Web and Node's streams are two types of one thing.
  const lines = createInterface({ input: Readable.fromWeb(run.stdout as never) });
  for await (const line of lines) {
    // The last line of a killed process may be cut: what it did not tell to the end it did not tell.
    if (!line.endsWith("}")) continue;
    const told = JSON.parse(line) as Telling;
    if ("phase" in told) enter(told.phase);
    else committed.push(told.committed);
  }
  const status = await run.exited;
  clearTimeout(timer);
  const wasKilled = run.signalCode === "SIGKILL";
  return { phase, committed, seconds, wasKilled, wasTroubled, status, stderr: await stderr };
}
