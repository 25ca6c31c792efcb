/** Checks the plugins of one module over files, and runs the tests that lie beside it. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import core from "../core.ts";
import { AskedError } from "../errors.ts";
import { checkPaths, sourceOf } from "../journeys/named.ts";
import { pipeline } from "../pipeline/pipeline.ts";
import { PluginError } from "../plugin/error.ts";
import { loadPlugins } from "../plugin/load.ts";
import type { Plugin } from "../plugin/plugin.ts";
import type { Found } from "../plugin/records.ts";
import { pluginUrl } from "../plugin/resolve.ts";
import { type Checked, checkPlugins } from "./check-plugins.ts";
import type { Finding } from "./findings.ts";
import { type OwnTests, runOwnTests } from "./own-tests.ts";
import { bundledSample, writeSongs } from "./samples.ts";

/** How a plugin is checked. */
export interface CheckOptions {
  /** Files, folders or archives to run it over; the sample of a clone, else composed songs, where none are named. */
  readonly files?: readonly string[];
  /** All plugins that are used, with their options: those of the module and what they need. Core and the module's, unless given. */
  readonly plugins?: readonly Plugin[];
  /** What its own tests print goes to stderr. */
  readonly showTests?: boolean;
}

/** What a check of a module found. */
export interface PluginCheck extends Checked {
  readonly url: string;
  /** No problem, and its own tests pass. */
  readonly ok: boolean;
  /** Null where there are none, or on a runtime that is not Bun. */
  readonly tests: OwnTests | null;
}

/**
 * Runs the plugins of a module over files: with workers, without in reverse order, and twice on one song. What they give must be
 * of their schema and always the same, and must leave the songs as they were. Loading a module runs its code.
 *
 * @param named a file, folder, package or URL.
 * @throws PluginError where it cannot be loaded; AskedError `no-path` where no files are found.
 * @example
 * const { ok, problems } = await checkPlugin("./low-notes.ts", { files: ["midi"] });
 * for (const { id, code, message, files } of problems) console.log(id, code, message, files);
 */
export async function checkPlugin(
  named: string,
  { files = [], plugins, showTests = false }: CheckOptions = {},
): Promise<PluginCheck> {
  const url = pluginUrl(named, process.cwd());
  const loaded = await loadPlugins(url);
  const own = new Set(loaded.map((plugin) => plugin.url));
  checkPaths(files);
  const composed = mkdtempSync(join(tmpdir(), "midiq-songs-"));
  try {
    const sample = bundledSample();
    if (files.length === 0 && sample === undefined) writeSongs(composed);
    const found = await foundIn(files.length > 0 ? files : [sample ?? composed]);
    const checked = await oneProblem(() =>
      checkPlugins(plugins ?? [core, ...loaded], (plugin) => own.has(plugin.url), found),
    );
    const tests = runOwnTests(url, showTests);
    return { url, ok: checked.problems.length === 0 && tests?.passed !== false, ...checked, tests: tests ?? null };
  } finally {
    rmSync(composed, { recursive: true, force: true });
  }
}

/** A plugin that cannot be used with the others has that one problem. */
async function oneProblem(run: () => Promise<Checked>): Promise<Checked> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof PluginError)) throw error;
    const problem: Finding = { id: "plugin", code: error.code, message: error.message, files: 0 };
    return { files: 0, parts: [], problems: [problem], notes: [] };
  }
}

async function foundIn(paths: readonly string[]): Promise<readonly Found[]> {
  const found: Found[] = [];
  for await (const file of pipeline(sourceOf(paths)).items()) found.push(file);
  if (found.length === 0) throw new AskedError("no-path", `Cannot find MIDI files in ${paths.join(", ")}`);
  return found;
}
