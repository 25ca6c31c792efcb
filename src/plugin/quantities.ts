/** Numbers with the precision, unit or calendar that people type: `128.0`, `1:30`, `20kb`, `-7d`. */
import type { Meaning } from "./value.ts";

/** `128` means 127.5 up to 128.5, `128.0` means 127.95 up to 128.05: equality at the precision typed (as in Mixxx). */
export function parseNumber(text: string): Meaning | undefined {
  const match = /^[+-]?(?:\d+(?:\.(\d+))?|\.(\d+))$/.exec(text);
  if (!match) return undefined;
  const value = Number(text);
  const half = 0.5 * 10 ** -(match[1] ?? match[2] ?? "").length;
  return { value, low: value - half, high: value + half };
}

const secondsPer: Readonly<Record<string, number>> = { ms: 0.001, s: 1, sec: 1, m: 60, min: 60, h: 3600 };

/** Reads `90`, `90s`, `2m`, `1:30`, `1:02:03`, `1.5s` as seconds. */
export function parseDuration(text: string): Meaning | undefined {
  const clock = /^(?:(\d+):)?(\d{1,3}):([0-5]?\d(?:\.\d+)?)$/.exec(text);
  if (clock) {
    const value = Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3]);
    return { value, low: value - 0.5, high: value + 0.5 };
  }
  const unit = /^(\d+(?:\.\d+)?|\.\d+)(ms|sec|s|min|m|h)?$/i.exec(text);
  const number = unit && parseNumber(unit[1] as string);
  if (!unit || !number) return undefined;
  const scale = secondsPer[(unit[2] ?? "s").toLowerCase()] as number;
  return {
    value: (number.value as number) * scale,
    low: (number.low as number) * scale,
    high: (number.high as number) * scale,
  };
}

/** Prints seconds as `0:07.5`, `3:25`, `1:02:03`. */
export function formatDuration(seconds: number): string {
  const rounded = seconds < 10 ? Math.round(seconds * 10) / 10 : Math.round(seconds);
  const rest = rounded % 60;
  const minutes = Math.floor(rounded / 60) % 60;
  const hours = Math.floor(rounded / 3600);
  const tail = `${rest < 10 ? "0" : ""}${Math.round(rest * 10) / 10}`;
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
}

const bytesPer: Readonly<Record<string, number>> = { b: 1, k: 1e3, kb: 1e3, kib: 1024, m: 1e6, mb: 1e6, mib: 1048576 };

/** Reads `2000`, `20kb`, `1.5MiB` as bytes; a unit widens equality to its typed precision. */
export function parseBytes(text: string): Meaning | undefined {
  const match = /^(\d+(?:\.\d+)?)(b|kb|kib|k|mb|mib|m)?$/i.exec(text);
  const number = match && parseNumber(match[1] as string);
  if (!match || !number) return undefined;
  const scale = bytesPer[(match[2] ?? "b").toLowerCase()] as number;
  const value = Math.round((number.value as number) * scale);
  if (scale === 1) return { value };
  return { value, low: (number.low as number) * scale, high: (number.high as number) * scale };
}

const day = 86_400_000;
const daysPer: Readonly<Record<string, number>> = { d: 1, w: 7, m: 30, y: 365 };

/** Reads `2026`, `2026-11`, `2026-11-20`, `today`, `yesterday`, `-7d` as an interval of UTC milliseconds. */
export function parseDate(text: string, now: number = Date.now()): Meaning | undefined {
  const midnight = Math.floor(now / day) * day;
  const word = text.toLowerCase();
  if (word === "today") return { value: midnight, low: midnight, high: midnight + day };
  if (word === "yesterday") return { value: midnight - day, low: midnight - day, high: midnight };
  const ago = /^-(\d+)([dwmy])$/.exec(word);
  if (ago) {
    const start = midnight - Number(ago[1]) * (daysPer[ago[2] as string] as number) * day;
    return { value: start, low: start, high: start + day };
  }
  const match = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(word);
  if (!match) return undefined;
  const [year, month, date] = [Number(match[1]), Number(match[2] ?? 1), Number(match[3] ?? 1)];
  if (month < 1 || month > 12 || date < 1 || date > 31) return undefined;
  const low = Date.UTC(year, month - 1, date);
  const high = match[3] ? low + day : match[2] ? Date.UTC(year, month, 1) : Date.UTC(year + 1, 0, 1);
  return { value: low, low, high };
}
