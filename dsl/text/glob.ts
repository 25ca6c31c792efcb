/** Globs: `*` and `?` in names, and in paths, where `*` stops at a slash and `**` does not. */
import { fold } from "./fold.ts";
import { escapeRegex } from "./regex.ts";

/** Whether a text asks for more than itself. */
export const isGlob = (text: string): boolean => /[*?]/.test(text);

/** A glob as a LIKE pattern for a parameter; `\` escapes what LIKE would read. */
export const likeOfGlob = (glob: string): string => escapeLike(glob).replaceAll("*", "%").replaceAll("?", "_");

/** Escapes a text for LIKE. */
export const escapeLike = (text: string): string => text.replace(/[\\%_]/g, "\\$&");

/** A glob as a regular expression over the whole text. */
export const regexOfGlob = (glob: string): RegExp =>
  new RegExp(`^${escapeRegex(glob).replaceAll("\\*", ".*").replaceAll("\\?", ".")}$`, "su");

/**
 * The regular expression of a path, over folded paths. A path that begins with `/` or a drive begins there, any other
 * one at any folder; `~` is some home folder, since a query does not know whose. What ends with `:` is all of a place.
 */
export function regexOfPath(path: string, under: boolean): string {
  const clean = fold(path)
    .replaceAll("\\", "/")
    .replace(/^~(?=\/|$)/, "")
    .replace(/(?<=.)\/+$/, "");
  const absolute = /^(?:\/|[a-z]:)/.test(clean) && !path.startsWith("~");
  const body = escapeRegex(clean.replace(absolute ? /$^/ : /^\/+/, ""))
    .replaceAll("\\*\\*\\/", "(?:.*\\/)?")
    .replaceAll("\\*\\*", ".*")
    .replaceAll("\\*", "[^/]*")
    .replaceAll("\\?", "[^/]");
  return `${absolute ? "^" : "(?:^|\\/)"}${body}${under ? (clean.endsWith(":") ? "" : "(?:\\/|$)") : "$"}`;
}
