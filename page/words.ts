/** Values as the table and the card show them. */
import type { Cell } from "./answers.ts";

/** A value as text; "" where it is unknown. */
export function textOf(value: Cell | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return Number.isInteger(value) ? grouped(value) : `${Math.round(value * 100) / 100}`;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.map(textOf).join(", ");
  if (typeof value === "object")
    return Object.entries(value)
      .map(([name, one]) => `${name} ${textOf(one)}`)
      .join(", ");
  return value as string;
}

/** A value of a column: numbers of seconds are lengths. */
export const cellOf = (field: string, value: Cell | undefined): string =>
  field === "duration" && typeof value === "number" ? clock(value) : textOf(value);

/** 12345 -> 12,345 */
export const grouped = (number: number): string => (number >= 10_000 ? number.toLocaleString("en-US") : `${number}`);

/** Seconds as minutes and seconds: 83 -> 1:23 */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${`${whole % 60}`.padStart(2, "0")}`;
}

/** The file name of a path without its ending, and the folder that it lies in. */
export function nameOf(path: string): { readonly name: string; readonly folder: string } {
  const parts = path.split(/[/\\]/);
  const file = parts.at(-1) ?? path;
  return { name: file.replace(/\.(?:midi?|kar|rmi)$/i, ""), folder: parts.slice(-3, -1).join("/") };
}
