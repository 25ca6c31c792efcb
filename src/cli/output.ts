/** Rows on their way out: which form is meant, and pages written to stdout as fast as its reader takes them. */
import { once } from "node:events";
import { answerColumns, type RowExtras } from "../forms/answers.ts";
import type { About } from "../forms/form.ts";
import { formNames, loadForm } from "../forms/our-forms.ts";
import type { Field } from "../plugin/fields.ts";
import type { Registry } from "../plugin/registry.ts";
import type { RowWriter } from "../plugin/renderer.ts";
import { Mistake } from "./failure.ts";
import { harmless } from "./terminal.ts";

/** A form that was asked for: one of ours, or a plugin's. */
export interface OutputForm {
  readonly binary: boolean;
  /** Whether players read it, which open files only. */
  readonly isForPlayers?: boolean;
  /** Fields that rows must have, instead of those that a query shows. */
  readonly fields?: readonly string[];
  readonly open: (fields: readonly Field[], extras: RowExtras, about: About) => RowWriter;
}

/** Finds a form. @throws Mistake when there is none of the name, or a terminal could not show it. */
export async function outputForm(name: string, registry: Registry): Promise<OutputForm> {
  const form = await formOf(name, registry);
  if (form.binary && process.stdout.isTTY)
    throw new Mistake(`Cannot show ${name} on a terminal: send it to a file (> rows.${name}) or to another program`);
  return form;
}

async function formOf(name: string, { renderers }: Registry): Promise<OutputForm> {
  const own = await loadForm(name);
  if (own) {
    return {
      binary: own.binary ?? false,
      isForPlayers: own.isForPlayers ?? false,
      ...(own.fields && { fields: own.fields }),
      open: (fields, extras, about) => own.open(answerColumns(fields, extras), about),
    };
  }
  const renderer = renderers.get(name);
  if (renderer) return { binary: renderer.binary ?? false, open: (fields) => renderer.open(fields) };
  const expected = ["table", ...formNames, ...renderers.keys()].join(", ");
  const file = /.\.\w+$/.test(name) ? `; to write a file, run midiq export QUERY --to ${name}` : "";
  throw new Mistake(`Cannot print "${name}": expected ${expected}${file}`);
}

/** Writes to stdout, and waits while its reader is behind. Forms have no styles: on a terminal every control is shown by name. */
export async function print(given: string | Uint8Array): Promise<void> {
  const part = process.stdout.isTTY
    ? harmless(typeof given === "string" ? given : Buffer.from(given).toString())
    : given;
  if (part.length > 0 && !process.stdout.write(part)) await once(process.stdout, "drain");
}

/** Writes all that a form makes of something. */
export async function printAll(parts: Iterable<string | Uint8Array>): Promise<void> {
  for (const part of parts) await print(part);
}
