/** midiq QUERY: the answers, as a table, in a form for other programs, or given to commands. */

import { parseQuery, QueryError } from "../../../dsl/mod.ts";
import type { Count } from "../../catalogue/asking/count.ts";
import type { Answers, Page } from "../../catalogue/asking/find.ts";
import { notesOn } from "../../catalogue/asking/notes.ts";
import type { Prepared } from "../../catalogue/asking/prepare.ts";
import type { Catalogue } from "../../catalogue/catalogue.ts";
import { renderedRows } from "../../forms/rows.ts";
import { foundTable } from "../../pages/found-table.ts";
import type { Plugin } from "../../plugin/plugin.ts";
import { createRegistry } from "../../plugin/registry.ts";
import type { RenderedRow } from "../../plugin/renderer.ts";
import type { OwnPaths } from "../../reach/own-paths.ts";
import { counted } from "../../text/counted.ts";
import { shortPath } from "../../text/short-path.ts";
import { type ColorWhen, hasColor } from "../color.ts";
import { explainNothing } from "../explain-nothing.ts";
import { printFacets } from "../facets.ts";
import { exits, Mistake } from "../failure.ts";
import { printLines } from "../lines.ts";
import { outputForm, printAll } from "../output.ts";
import { redirectionNote } from "../redirection.ts";
import { tableWidth } from "../screen-width.ts";
import { type CatalogueOptions, withCatalogue } from "../settings.ts";
import { type FieldOptions, wantedFields } from "../wanted-fields.ts";

/** Options of a query. */
export interface FindOptions extends CatalogueOptions, FieldOptions {
  /** table, one of our forms, or the id of a plugin's renderer. */
  readonly output?: string;
  readonly json?: true;
  /** A template: a line for each answer. */
  readonly format?: string;
  readonly limit?: number;
  /** Also says where the patterns of the query were found. */
  readonly evidence?: boolean;
  /** Refuses free text and words that nothing has. */
  readonly strict?: boolean;
  /** Says on stderr when the query was parsed and the first row was there. */
  readonly timings?: boolean;
  /** Begins after this cursor, which an earlier page ended with. */
  readonly after?: string;
  /** Ends each path with a null byte. */
  readonly null?: true;
  readonly color?: ColorWhen;
  /** Protects a spreadsheet from texts that look like formulas. */
  readonly spreadsheet?: true;
  /** A command that is run for each file, or once for all. */
  readonly exec?: string;
  readonly execBatch?: string;
}

/** Rows of a table when nobody says how many. */
const tableRows = 100;

/** Answers a query: 0 when something was found, 1 when nothing. */
export async function find(query: string, options: FindOptions): Promise<number> {
  const form = formOf(options);
  const times: string[] = [];
  // The reader of queries gets ready while the catalogue opens; what it finds wrong is told when all fields are known.
  const meanwhile = (plugins: readonly Plugin[]): void => {
    try {
      parseQuery(query, createRegistry(plugins));
    } catch (error) {
      if (!(error instanceof QueryError)) throw error;
    }
    times.push(`query parsed ${sinceStart()}`);
  };
  const answer = async (db: Catalogue): Promise<number> => {
    times.push(`catalogue open ${sinceStart()}`);
    const prepared = await db.prepare(query, { strict: options.strict ?? false });
    if (prepared.checked.facet.length + prepared.checked.group.length > 0) {
      return printFacets(db, prepared, form);
    }
    const how = { ...options, form, title: query, firstRow: () => times.push(`first row ${sinceStart()}`) };
    const status =
      options.exec !== undefined || options.execBatch !== undefined
        ? await runCommands(db, prepared, options)
        : options.format !== undefined
          ? await printLines(db, prepared, options.format, { ...pageOf(options, undefined), isEnded: options.null })
          : form === "table"
            ? await showTable(db, prepared, how)
            : await writeForm(db, prepared, how);
    if (options.timings) process.stderr.write(`${times.join(", ")} after the start of the process\n`);
    if (status === exits.nothing && options.after === undefined) await explainNothing(db, prepared);
    return status;
  };
  try {
    return await withCatalogue(options, "read", answer, meanwhile);
  } catch (error) {
    const note = redirectionNote(error);
    if (note !== undefined) process.stderr.write(`${note}\n`);
    throw error;
  }
}

/** The form that is meant. @throws Mistake for options that contradict each other. */
function formOf({ json, output, format, null: ended, exec, execBatch }: FindOptions): string {
  if (exec !== undefined && execBatch !== undefined) throw new Mistake("Cannot run both -x and -X: choose one");
  if (format !== undefined && (json || output !== undefined))
    throw new Mistake("Cannot print both -f and -o: choose one");
  if (format !== undefined) return "lines";
  if (!ended) return json ? "json" : (output ?? "table");
  if (json || (output ?? "paths") !== "paths") throw new Mistake("Cannot end rows with null bytes: -0 is for -o paths");
  return "null-paths";
}

interface How extends FindOptions {
  readonly form: string;
  readonly title: string;
  readonly firstRow: () => void;
}

/** Which rows of which fields. */
const pageOf = (options: FindOptions, fields: readonly string[] | undefined): Page => ({
  ...(options.limit !== undefined && { limit: options.limit }),
  ...(options.after !== undefined && { after: options.after }),
  ...(fields && { fields }),
});

/** A table is read by people, who are shown the first rows and told how many there are. */
async function showTable(db: Catalogue, prepared: Prepared, how: How): Promise<number> {
  const page = pageOf(how, wantedFields(how, db.registry));
  const answers = await db.find(prepared, { limit: tableRows, ...page, codes: true });
  for (const note of answers.notes) process.stderr.write(`${note}\n`);
  const evidence = how.evidence ? await db.evidence(prepared, answers.rows) : undefined;
  if (answers.rows.length > 0) {
    const isColored = hasColor(how.color, process.stdout);
    const look = { fields: answers.fields, evidence, isColored, width: tableWidth(), told: shortPath };
    const lines = foundTable(answers.rows, look);
    process.stdout.write(`${lines.join("\n")}\n`);
  }
  how.firstRow();
  process.stderr.write(`${await totalLine(answers, () => db.count(prepared))}\n`);
  for (const note of await notesOn(db.store, prepared)) process.stderr.write(`${note}\n`);
  return answers.rows.length > 0 ? exits.found : exits.nothing;
}

/** What other programs read has no end of its own: pages are written as they come. */
async function writeForm(db: Catalogue, prepared: Prepared, how: How): Promise<number> {
  const form = await outputForm(how.form, db.registry);
  const page = pageOf(how, wantedFields(how, db.registry) ?? form.fields);
  const isCompared = prepared.likeness.size > 0;
  const reach = form.isForPlayers ? (await import("../../reach/own-paths.ts")).ownPaths() : undefined;
  let rows = 0;
  let writer: ReturnType<typeof form.open> | undefined;
  for await (const answers of db.pages(prepared, { ...page, codes: true })) {
    if (!writer) {
      for (const note of answers.notes) process.stderr.write(`${note}\n`);
      const extras = { likeness: isCompared, evidence: how.evidence ?? false };
      writer = form.open(answers.fields, extras, {
        title: how.title,
        isForSpreadsheet: how.spreadsheet ?? false,
      });
    }
    const evidence = how.evidence ? await db.evidence(prepared, answers.rows) : undefined;
    const rendered = renderedRows(answers, evidence);
    const shown = reach ? await withOwnPaths(rendered, reach) : rendered;
    if (shown.length > 0) await printAll(writer.rows(shown));
    if (rows === 0) how.firstRow();
    rows += answers.rows.length;
    if (answers.next !== undefined && rows === how.limit)
      process.stderr.write(`note: there are more rows; continue with --after ${answers.next}\n`);
  }
  if (writer) await printAll(writer.end());
  const left = reach ? (await import("../own-path-notes.ts")).notesOf(reach, "the playlist") : [];
  for (const note of [...left, ...(writer?.notes?.() ?? [])]) process.stderr.write(`${note}\n`);
  return rows > 0 ? exits.found : exits.nothing;
}

/** Rows with paths that other programs can open. */
async function withOwnPaths(rows: readonly RenderedRow[], reach: OwnPaths): Promise<readonly RenderedRow[]> {
  const own = new Map((await reach.of(rows)).map((one) => [one.path, one.own]));
  return rows.flatMap((row) => {
    const path = own.get(row.path);
    return path === undefined ? [] : [{ ...row, path }];
  });
}

/** Gives paths to other programs; members of archives get copies, and what has no path is counted. */
async function runCommands(db: Catalogue, prepared: Prepared, options: FindOptions): Promise<number> {
  const { commandFor, commandsForAll, wordsOf } = await import("../../reach/command-words.ts");
  const { ownPaths } = await import("../../reach/own-paths.ts");
  const { notesOf } = await import("../own-path-notes.ts");
  const { succeeds } = await import("../exec.ts");
  for (const note of prepared.notes) process.stderr.write(`${note}\n`);
  const words = wordsOf(options.exec ?? options.execBatch ?? "");
  const all: string[] = [];
  const ran = { run: 0, failed: 0 };
  const run = (command: readonly string[]): void => {
    ran.run++;
    if (!succeeds(command)) ran.failed++;
  };
  const reach = ownPaths();
  let found = 0;
  for await (const { rows } of db.pages(prepared, pageOf(options, []))) {
    const paths = (await reach.of(rows)).map(({ own }) => own);
    found += rows.length;
    if (options.exec !== undefined) for (const path of paths) run(commandFor(words, path));
    else all.push(...paths);
  }
  for (const command of commandsForAll(words, all)) run(command);
  for (const note of notesOf(reach, "the command")) process.stderr.write(`${note}\n`);
  if (ran.failed > 0) {
    process.stderr.write(`midiq: ${ran.failed} of ${counted(ran.run, "command")} failed\n`);
    return exits.mistake;
  }
  return found > 0 ? exits.found : exits.nothing;
}

const sinceStart = (): string => `${Math.round(performance.now())} ms`;

async function totalLine(answers: Answers, count: () => Promise<Count>): Promise<string> {
  if (answers.rows.length === 0) return "Nothing found.";
  if (!answers.more) return counted(answers.rows.length, "file");
  const { count: all, isEstimate } = await count();
  return `${answers.rows.length} of ${isEstimate ? "≈ " : ""}${counted(all, "file")}; ${goingOn(answers)}`;
}

/** A person at a terminal asks for more rows; what reads a page after the other needs the cursor. */
const goingOn = ({ rows, next }: Answers): string =>
  process.stderr.isTTY || next === undefined
    ? `--limit ${rows.length * 10} shows more`
    : `--limit shows more, --after ${next} continues`;
