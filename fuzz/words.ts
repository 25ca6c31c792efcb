/**
 * Random argument lists and queries through the command's own readers, with nothing behind them:
 * `bun run fuzz:words [--lists 200000] [--seed N]`. It prints lists a second, how many were read, refusals by kind and the
 * slowest list. Exits with 1 when one would be exit 70, or takes more than two seconds of CPU.
 */
import { parseArgs } from "node:util";
import { core } from "../src/core.ts";
import { createRegistry } from "../src/plugin/registry.ts";
import { knownQueries } from "./known-queries.ts";
import { fieldNames, listOf, type Material } from "./lists.ts";
import { randomIntegers } from "./random.ts";
import { deafProgram, type Outcome, tryList } from "./try-list.ts";

/** A list that takes longer would be felt. */
const slowMilliseconds = 2000;

/** What many lists came to. */
export interface Summary {
  readonly kinds: ReadonlyMap<string, number>;
  readonly bugs: readonly { readonly list: readonly string[]; readonly bug: string }[];
  readonly slowest: { readonly list: readonly string[]; readonly milliseconds: number };
}

/** Tries lists of a seed. */
export async function tryLists(lists: number, seed: number): Promise<Summary> {
  const registry = createRegistry([core]);
  const program = deafProgram();
  const commands = program.commands.map((command) => command.name());
  const options = [program, ...program.commands].flatMap((command) =>
    command.options.flatMap(({ long, short }) => [long, short].filter((name) => typeof name === "string")),
  );
  const material: Material = { fields: fieldNames(registry), queries: knownQueries(registry), commands, options };
  const random = randomIntegers(seed);
  const kinds = new Map<string, number>();
  const bugs: { list: readonly string[]; bug: string }[] = [];
  let slowest: Summary["slowest"] = { list: [], milliseconds: 0 };
  for (let n = 0; n < lists; n++) {
    const list = listOf(random, material);
    const before = process.cpuUsage();
    const outcome: Outcome = await tryList(list, program, registry);
    const { user, system } = process.cpuUsage(before);
    const milliseconds = (user + system) / 1000;
    if (milliseconds > slowest.milliseconds) slowest = { list, milliseconds };
    kinds.set(outcome.kind, (kinds.get(outcome.kind) ?? 0) + 1);
    if (outcome.bug !== undefined) bugs.push({ list, bug: outcome.bug });
  }
  return { kinds, bugs, slowest };
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { lists: { type: "string", default: "200000" }, seed: { type: "string", default: "1" } },
  });
  const lists = Number(values.lists);
  const began = performance.now();
  const { kinds, bugs, slowest } = await tryLists(lists, Number(values.seed));
  const seconds = (performance.now() - began) / 1000;
  console.log(`${lists} lists in ${seconds.toFixed(0)} s, ${Math.round(lists / seconds)} a second`);
  for (const [kind, count] of [...kinds].sort((a, b) => b[1] - a[1]))
    console.log(`${String(count).padStart(8)} ${kind}`);
  console.log(`slowest: ${slowest.milliseconds.toFixed(0)} ms of CPU: ${JSON.stringify(slowest.list).slice(0, 300)}`);
  for (const { list, bug } of bugs.slice(0, 20))
    console.log(`\nBROKE ${JSON.stringify(list).slice(0, 500)}\n${bug.slice(0, 700)}`);
  if (bugs.length > 0 || slowest.milliseconds > slowMilliseconds) process.exit(1);
}
