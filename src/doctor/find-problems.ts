/** What is well and what is not, of machine, plugins, catalogue, values and files, each with what mends it. */

import { damagedPaths } from "../catalogue/care/state.ts";
import { type Catalogue, open } from "../catalogue/catalogue.ts";
import core from "../core.ts";
import { isOwn, type Plugin } from "../plugin/plugin.ts";
import { doubtful, durability, freshness, lockOf, restorePoint, soundness } from "./catalogue.ts";
import { environment, type Terminal } from "./environment.ts";
import type { Finding } from "./finding.ts";
import { stoppedMoves } from "./moves.ts";

/** What is looked at beside the machine and the catalogue. */
export interface ProblemOptions {
  /** Gives the plugins to use; one that cannot be loaded is a finding. Only midiq's own unless given. */
  readonly load?: () => Promise<LoadedPlugins>;
  /** The terminal of the person, if there is one. */
  readonly terminal?: Terminal;
  /** Also lists the damaged files. */
  readonly listDamaged?: boolean;
}

/** Plugins that could be loaded. */
export interface LoadedPlugins {
  readonly plugins: readonly Plugin[];
  /** Whether a configuration was used. */
  readonly isConfigured?: boolean;
}

/** What was found. */
export interface Problems {
  /** By area: environment, plugins, catalogue, values, files. */
  readonly findings: readonly Finding[];
  /** Whether nothing is to be mended; notes are no problems. */
  readonly isWell: boolean;
  /** Paths of damaged files, where they were asked for. */
  readonly damaged: readonly string[];
}

/**
 * Looks at everything. It never throws for what it looks at: a catalogue that cannot be opened, or a plugin that cannot be loaded,
 * is a finding, and the rest is looked at all the same. It changes nothing.
 *
 * @param url the catalogue: a folder, or postgres://...
 * @example
 * const { findings, isWell } = await findProblems("./.midiq");
 * if (!isWell) for (const { name, message, remedy } of findings) console.log(name, message, remedy);
 */
export async function findProblems(
  url: string,
  { load = async () => ({ plugins: [core] }), terminal, listDamaged = false }: ProblemOptions = {},
): Promise<Problems> {
  const findings: Finding[] = [...(await environment(url, terminal))];
  const { plugins, finding } = await loaded(load);
  findings.push(finding, ...lockOf(url), ...durability(url), ...restorePoint(url));
  let damaged: readonly string[] = [];
  try {
    const db = await open(url, { plugins, mode: "read" });
    try {
      findings.push(...(await findInCatalogue(db)));
      if (listDamaged) damaged = await damagedPaths(db);
    } finally {
      await db.close();
    }
  } catch (error) {
    findings.push(closed(error));
  }
  const isWell = findings.every(({ severity }) => severity === "ok" || severity === "note");
  return { findings, isWell, damaged };
}

/** Plugins that can be loaded, or why they cannot. */
async function loaded(
  load: NonNullable<ProblemOptions["load"]>,
): Promise<{ readonly plugins: readonly Plugin[]; readonly finding: Finding }> {
  try {
    const { plugins, isConfigured = false } = await load();
    const strangers = plugins.filter((plugin) => !isOwn(plugin)).map(({ name }) => name);
    const message = strangers.length > 0 ? `loaded: ${strangers.join(", ")}` : "only midiq's own";
    const from = isConfigured ? "; with midiq.config" : "";
    return { plugins, finding: { area: "plugins", name: "plugins", severity: "ok", message: message + from } };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const remedy = "fix it or remove it from midiq.config; the checks below run without plugins";
    return { plugins: [core], finding: { area: "plugins", name: "plugins", severity: "problem", message, remedy } };
  }
}

/**
 * Looks at a catalogue that is open: its tables, its values, moves that were stopped, files in doubt. A part that fails is a finding.
 *
 * @example
 * const bad = (await findInCatalogue(db)).filter(({ severity }) => severity === "problem");
 */
export async function findInCatalogue(db: Catalogue): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  for (const part of [soundness, freshness, stoppedMoves, doubtful]) {
    try {
      found.push(...(await part(db)));
    } catch (error) {
      found.push(closed(error));
    }
  }
  return found;
}

/** The catalogue cannot be opened or read; one that was never made is none of that. */
function closed(error: unknown): Finding {
  const message = error instanceof Error ? error.message : String(error);
  const { code } = error as { readonly code?: string };
  if (code === "no-catalogue") return { area: "catalogue", name: "none", severity: "note", message };
  return {
    area: "catalogue",
    name: code ?? "broken",
    severity: "problem",
    message,
    remedy: "docs/crash-safety.md explains what you can do",
  };
}
