/** midiq doctor: what is well and what is not, of machine, plugins, catalogue, values and files, each with what mends it. */

import { resolve, sep } from "node:path";
import type { Terminal } from "../../doctor/environment.ts";
import { findProblems } from "../../doctor/find-problems.ts";
import type { Finding, Severity } from "../../doctor/finding.ts";
import { locate } from "../../sources/locate.ts";
import { counted } from "../../text/counted.ts";
import { jsonLine, plain } from "../../text/plain.ts";
import { type Style, styleOf } from "../../text/style.ts";
import { wrap } from "../../text/width.ts";
import { type ColorWhen, hasColor } from "../color.ts";
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
  const { findings, isWell, damaged } = await findProblems(options.db, {
    load: async () => ({ isConfigured: (await configOf()) !== undefined, plugins: await pluginsOf(options) }),
    terminal: terminalHere(),
    listDamaged: options.fix !== undefined,
  });
  const style = styleOf(hasColor(options.color, process.stdout));
  const lines = options.json ? findings.map(jsonLine) : pageOf(findings, widthOf(), style);
  process.stdout.write(`${lines.join("\n")}\n`);
  if (options.fix !== undefined) await fix(damaged, options.fix);
  return isWell ? exits.found : exits.nothing;
}

function terminalHere(): Terminal {
  const { stdout, env } = process;
  return {
    columns: stdout.isTTY ? stdout.columns : undefined,
    language: env["LC_ALL"] || env["LC_CTYPE"] || env["LANG"] || "",
    hasColors: !env["NO_COLOR"],
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
