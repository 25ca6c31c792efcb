/** midiq plot KIND [QUERY]: a picture of what a query finds, or of one file, as SVG, PNG or in the terminal. */

import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { resolve } from "node:path";
import { hashPrefix } from "../../../dsl/mod.ts";
import type { Song } from "../../midi/song.ts";
import { kindNamed, readBars } from "../../plots/draw.ts";
import type { PlotKind, PlotOptions } from "../../plots/kind.ts";
import { plotKinds } from "../../plots/kinds/mod.ts";
import type { Plot } from "../../plots/plot.ts";
import type { ThemeName } from "../../plots/theme.ts";
import { songAtPath } from "../../reach/files-of-path.ts";
import { meantFile } from "../../reach/meant-file.ts";
import { jsonLine } from "../../text/plain.ts";
import { exits, Mistake } from "../failure.ts";
import { type CatalogueOptions, withCatalogue } from "../settings.ts";

/** Options of `midiq plot`. */
export interface PlotCommandOptions extends CatalogueOptions {
  /** FILE.svg or FILE.png. */
  readonly to?: string;
  /** A form for stdout, or a file as in `to`. */
  readonly output?: string;
  readonly json?: true;
  /** Pixels of a picture, or characters in the terminal. */
  readonly width?: number;
  readonly theme?: ThemeName;
  /** Field or kind of tag that colours a map. */
  readonly by?: string;
  /** `5..12` of a piano roll. */
  readonly bars?: string;
}

/** Plots: 0 when there was something to plot, 1 when nothing. */
export async function plot(kindName: string | undefined, rest: string, options: PlotCommandOptions): Promise<number> {
  if (kindName === undefined) return listKinds(options.json === true);
  const kind = kindNamed(kindName);
  const write = await writerOf(options);
  const made = await makePlot(kind, rest, options);
  await write(made, kind);
  if (made.count === 0 || made.panels.length === 0) process.stderr.write("Nothing to plot.\n");
  return made.panels.length > 0 ? exits.found : exits.nothing;
}

function listKinds(isJson: boolean): number {
  const takes = ({ ofFiles, ofSong }: PlotKind): string =>
    ofFiles && ofSong ? "[QUERY | FILE]" : ofSong ? "FILE" : "[QUERY]";
  const lines = plotKinds.map((kind) =>
    isJson
      ? jsonLine({ kind: kind.name, takes: takes(kind), about: kind.about })
      : `  ${kind.name.padEnd(12)} ${takes(kind).padEnd(14)} ${kind.about}`,
  );
  const heading = isJson ? [] : ["midiq plot KIND draws in the terminal; --to FILE.svg or FILE.png writes a file:"];
  process.stdout.write(`${[...heading, ...lines].join("\n")}\n`);
  return exits.found;
}

/** What no query would be: the name of a file, or the start of a hash; letters alone, `decade`, are a word. */
const isFileName = (named: string): boolean =>
  /\.midi?$/i.test(named) || (hashPrefix(named) !== undefined && /\d/.test(named));

async function makePlot(kind: PlotKind, rest: string, options: PlotCommandOptions): Promise<Plot> {
  const told: PlotOptions = {
    ...(options.by !== undefined && { by: options.by }),
    ...(options.bars !== undefined && { bars: readBars(options.bars) }),
  };
  const { ofFiles, ofSong } = kind;
  if (ofSong) {
    const named = rest.trim();
    const path = resolve(named.replace(/^~(?=\/)/, homedir()));
    if (named === "" && !ofFiles) throw new Mistake(`Cannot plot ${kind.name} without a file: name one`);
    if (named !== "" && (existsSync(path) || isFileName(named) || !ofFiles)) {
      const song = (await songAt(path)) ?? (await songKnownAs(named, options));
      return ofSong(song, named.slice(named.lastIndexOf("/") + 1), told);
    }
  }
  if (!ofFiles) throw new TypeError(`Nothing to plot as ${kind.name}`);
  return withCatalogue(options, "read", async (db) => {
    const prepared = await db.prepare(rest);
    for (const note of prepared.notes) process.stderr.write(`${note}\n`);
    const tails = new Set(prepared.query.tails.map(({ type }) => type));
    if (tails.size > 0)
      process.stderr.write(`note: a plot shows everything that is found, so ${[...tails].join(", ")} was ignored\n`);
    return ofFiles(db, prepared, rest, told);
  });
}

/** The song at a path, in an archive too; undefined where nothing is there. */
async function songAt(path: string): Promise<Song | undefined> {
  const found = await songAtPath(path);
  if (found === undefined || "song" in found) return found?.song;
  throw new Mistake(`Cannot plot "${path}": ${found.why}`);
}

/** The song that the catalogue knows by its path or the start of its hash. */
async function songKnownAs(named: string, options: CatalogueOptions): Promise<Song> {
  const paths = await withCatalogue(options, "read", async (db) =>
    (await db.show(await meantFile(db, named))).flatMap((shown) => shown.paths),
  );
  for (const path of paths) {
    const song = await songAt(path);
    if (song) return song;
  }
  throw new Mistake(`Cannot plot "${named}": its files are gone`);
}

type Write = (plot: Plot, kind: PlotKind) => Promise<void>;

/** Where the plot goes; a form or a width that is wrong is told before anything is counted. */
async function writerOf({ to, output = to, json, width, theme }: PlotCommandOptions): Promise<Write> {
  if (to !== undefined && !/.\.(?:svg|png)$/i.test(to))
    throw new Mistake(`Cannot plot to "${to}": end the name in .svg or .png`);
  if (json || output === "json") {
    return async (plot, kind) => {
      process.stdout.write(`${jsonLine({ kind: kind.name, ...plot })}\n`);
    };
  }
  if (output === undefined || output === "text") {
    const { screenOf } = await import("../../plots/terminal/draw.ts");
    return async (plot) => {
      const { stdout } = process;
      process.stdout.write(
        screenOf(plot, {
          width: width ?? (stdout.isTTY ? stdout.columns || 80 : 80),
          colours: coloursOf(stdout.isTTY === true),
          theme: theme ?? "dark",
        }),
      );
    };
  }
  const { MissingPackage } = await import("../../plots/svg/png.ts");
  const { pictureOf, plotTarget } = await import("../../plots/target.ts");
  const { form, file } = plotTarget(output, width);
  if (form === "png" && file === undefined && process.stdout.isTTY)
    throw new Mistake("Cannot print a PNG on a terminal: add --to FILE.png");
  const options = { ...(width !== undefined && { width }), ...(theme && { theme }) };
  return async (plot) => {
    const tell = (line: string): void => void process.stderr.write(`${line}\n`);
    const data = await pictureOf(plot, form, options, tell).catch((error: unknown) => {
      throw error instanceof MissingPackage ? new Mistake(error.message) : error;
    });
    if (file === undefined) process.stdout.write(data);
    else await writeFile(file, data);
  };
}

/** Whether and how many colours the terminal shows: `NO_COLOR`, `COLORTERM`. */
function coloursOf(isTerminal: boolean): "none" | "256" | "true" {
  if (!isTerminal || process.env["NO_COLOR"] || process.env["TERM"] === "dumb") return "none";
  return /truecolor|24bit/.test(process.env["COLORTERM"] ?? "") ? "true" : "256";
}
