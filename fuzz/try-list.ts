/** What becomes of one list of arguments in the command: its options are read, and its query, and nothing acts. */
import { Writable } from "node:stream";
import { type Command, CommanderError } from "@commander-js/extra-typings";
import {
  checkQuery,
  compileChecked,
  describeCondition,
  describeTails,
  formatQuery,
  likenessIn,
  parseQuery,
  QueryError,
  type Reference,
  readQuery,
  renderError,
  treeLines,
} from "../dsl/mod.ts";
import { arrange, type CommandLine } from "../src/cli/arguments.ts";
import { exits, explainFailure } from "../src/cli/failure.ts";
import { buildProgram } from "../src/cli/program.ts";
import type { Registry } from "../src/plugin/registry.ts";
import { readTemplate } from "../src/template/template.ts";

/** How a list ended: `found`, `code` of a refusal, or what broke. */
export interface Outcome {
  readonly kind: string;
  /** The stack of what would be exit 70. */
  readonly bug?: string;
}

const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
const reference: Reference = {
  hash: "00",
  notesHash: null,
  musicHash: null,
  facets: new Uint8Array(155),
  minhash: null,
  bandTerms: [],
};
/** Any file is there, and a few saved queries. */
const references: ReadonlyMap<string, Reference> = Object.assign(new Map<string, Reference>(), {
  get: () => reference,
});
const saved = new Map([["club", { name: "club", parameters: [], query: "bpm 118..130 drums" }]]);

/** The command with nothing behind it. */
export function deafProgram(): Command {
  const program = buildProgram(undefined, () => {});
  const silence = (command: Command): void => {
    command
      .exitOverride()
      .configureOutput({ writeOut: () => {}, writeErr: () => {}, outputError: () => {} })
      .action(() => {});
    for (const inner of command.commands) silence(inner as unknown as Command);
  };
  silence(program as unknown as Command);
  return program as unknown as Command;
}

/** Reads a list as the command does. */
export async function tryList(words: readonly string[], program: Command, registry: Registry): Promise<Outcome> {
  let query = "";
  try {
    const arranged = arrange(words, program as unknown as CommandLine);
    query = arranged.includes("--") ? arranged.slice(arranged.indexOf("--") + 1).join(" ") : "";
    if (arranged.length > 0) await program.parseAsync(arranged, { from: "user" });
    const format = arranged.findIndex((word) => word === "-f" || word === "--format");
    if (format >= 0) readTemplate(arranged[format + 1] ?? "", registry);
    readAll(query, registry);
    return { kind: "read" };
  } catch (error) {
    if (error instanceof CommanderError) return { kind: error.code };
    const status = await explainFailure(error, nowhere, query);
    if (status === exits.bug)
      return { kind: "bug", bug: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    return { kind: error instanceof QueryError ? error.code : (error as Error).name };
  }
}

/** All that is done with a query before a database is asked; what is read must mean the same when it is printed and read. */
function readAll(text: string, registry: Registry): void {
  let query: ReturnType<typeof readQuery>;
  try {
    query = readQuery(text, registry, { saved });
  } catch (error) {
    if (error instanceof QueryError) mustLieWithin(error, text);
    throw error;
  }
  const checked = checkQuery(query, registry, { references, saved });
  const alike = new Map(likenessIn(checked.condition).map((one) => [one, ["1"]] as const));
  const { where } = compileChecked(query, checked, registry, alike);
  describeCondition(checked.condition, registry);
  describeTails(checked);
  treeLines(query);
  const canonical = formatQuery(query);
  const again = parseQuery(canonical, registry);
  if (formatQuery(again) !== canonical) throw new Error(`"${canonical}" is printed as "${formatQuery(again)}"`);
  const same = checkQuery(again, registry, { references, saved, now: 0 }).condition;
  if (JSON.stringify(same) !== JSON.stringify(checkQuery(query, registry, { references, saved, now: 0 }).condition))
    throw new Error(`"${canonical}" means something else than what it was printed of`);
  if (where.parameters.length > 65_535) throw new Error("more parameters than a statement takes");
}

function mustLieWithin(error: QueryError, text: string): void {
  const { start, end } = error.span;
  if (start < 0 || end < start || end > text.length)
    throw new Error(`${error.code} lies at ${start} to ${end} of ${text.length}`);
  renderError(error, text);
}
