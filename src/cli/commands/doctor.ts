/** midiq doctor: what is well and what is not, of machine, plugins, catalogue, values and files, each with what mends it. */

import { resolve, sep } from "node:path";
import { damagedPaths } from "../../catalogue/care/state.ts";
import { type Catalogue, open } from "../../catalogue/catalogue.ts";
import core from "../../core.ts";
import { isOwn, type Plugin } from "../../plugin/plugin.ts";
import { locate } from "../../sources/locate.ts";
import { counted } from "../../text/counted.ts";
import { jsonLine, plain } from "../../text/plain.ts";
import { type Style, styleOf } from "../../text/style.ts";
import { wrap } from "../../text/width.ts";
import { type ColorWhen, hasColor } from "../color.ts";
import { doubtful, durability, freshness, lockOf, restorePoint, soundness } from "../doctor/catalogue.ts";
import { environment } from "../doctor/environment.ts";
import type { Finding, Severity } from "../doctor/finding.ts";
import { stoppedMoves } from "../doctor/moves.ts";
import { exits, Mistake } from "../failure.ts";
import { widthOf } from "../screen-width.ts";
import { type CatalogueOptions, configOf, pluginsOf } from "../settings.ts";
import { repair } from "./repair.ts";

/** Options of `midiq doctor`. */
export interface DoctorOptions extends CatalogueOptions {
  /** Folder that repaired copies of damaged files are written to. */
  readonly fix?: string;
  readonly json?: true;
  readonly color?: ColorWhen;
}

/** Looks at everything: 0 where all is well, 1 where something is to be mended. */
export async function doctor(options: DoctorOptions): Promise<number> {
  const findings: Finding[] = [...(await environment(options.db))];
  const loaded = await loadedPlugins(options);
  findings.push(...loaded.findings, ...lockOf(options.db), ...durability(options.db), ...restorePoint(options.db));
  let damaged: readonly string[] = [];
  try {
    const db = await open(options.db, { plugins: loaded.plugins, mode: "read" });
    try {
      findings.push(...(await lookAt(db)));
      if (options.fix !== undefined) damaged = await damagedPaths(db);
    } finally {
      await db.close();
    }
  } catch (error) {
    findings.push(closed(error));
  }
  const style = styleOf(hasColor(options.color, process.stdout));
  const lines = options.json ? findings.map(jsonLine) : pageOf(findings, widthOf(), style);
  process.stdout.write(`${lines.join("\n")}\n`);
  if (options.fix !== undefined) await fix(damaged, options.fix);
  const isWell = findings.every(({ severity }) => severity === "ok" || severity === "note");
  return isWell ? exits.found : exits.nothing;
}

/** Plugins that can be loaded, and why the others cannot. */
async function loadedPlugins(
  options: DoctorOptions,
): Promise<{ readonly plugins: readonly Plugin[]; readonly findings: readonly Finding[] }> {
  try {
    const config = await configOf();
    const plugins = await pluginsOf(options);
    const strangers = plugins.filter((plugin) => !isOwn(plugin)).map(({ name }) => name);
    const message = strangers.length > 0 ? `loaded: ${strangers.join(", ")}` : "only midiq's own";
    const from = config ? "; with midiq.config" : "";
    return { plugins, findings: [{ area: "plugins", name: "plugins", severity: "ok", message: message + from }] };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const remedy = "fix it or remove it from midiq.config; the checks below run without plugins";
    return { plugins: [core], findings: [{ area: "plugins", name: "plugins", severity: "problem", message, remedy }] };
  }
}

/** Each part on its own: one that fails is a finding, and the others are looked at all the same. */
async function lookAt(db: Catalogue): Promise<readonly Finding[]> {
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

const marks: Readonly<Record<Severity, string>> = { ok: "✓", note: "·", warning: "!", problem: "✗" };

function pageOf(findings: readonly Finding[], width: number, style: Style): readonly string[] {
  const areas = Map.groupBy(findings, ({ area }) => area);
  const styled = (severity: Severity, text: string): string => {
    if (severity === "note") return style.dim(text);
    return style.state(text, severity === "ok" ? "good" : severity === "warning" ? "doubtful" : "bad");
  };
  const lines = [...areas].flatMap(([area, own], n) => [
    ...(n > 0 ? [""] : []),
    style.bold(area),
    ...own.flatMap(({ severity, message, remedy }) => [
      ...wrap(plain(message), width - 4).map(
        (line, at) => `  ${at === 0 ? styled(severity, marks[severity]) : " "} ${line}`,
      ),
      ...(remedy === undefined
        ? []
        : wrap(plain(remedy), width - 8).map((line, at) => `      ${at === 0 ? "→" : " "} ${line}`)),
    ]),
  ]);
  const bad = findings.filter(({ severity }) => severity === "warning" || severity === "problem").length;
  return [
    ...lines,
    "",
    bad === 0 ? styled("ok", "All is well.") : styled("warning", `${counted(bad, "problem")} to fix.`),
  ];
}

/** Writes clean copies of damaged files elsewhere. */
async function fix(damaged: readonly string[], to: string): Promise<void> {
  const there = damaged.filter((path) => locate(path) !== undefined);
  if (there.length === 0) {
    process.stderr.write("No damaged file can be read now, so there is nothing to repair.\n");
    return;
  }
  const folder = resolve(to) + sep;
  if (there.some((path) => path.startsWith(folder)))
    throw new Mistake(`Cannot write to "${to}": it holds the damaged files; name another folder`);
  process.stderr.write("Repaired copies with everything that could be saved; the originals are unchanged:\n");
  await repair(there, { to });
}
