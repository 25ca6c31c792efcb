/** Whether anybody but the user and root can change what a file says, or put another one in its place. */
import { lstatSync, realpathSync, type Stats, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import process from "node:process";

const writableByGroup = 0o020;
const writableByAll = 0o002;
/** In such a folder (/tmp) only the owner of a file may rename or remove it. */
const sticky = 0o1000;

/**
 * Why a file is not the user's alone, as the end of a sentence; undefined where it is. The folders above it count too: who may
 * write there can swap the file. Access control lists are not looked at, and on Windows nothing is.
 *
 * @throws the system's error when the file or a folder above it cannot be looked at.
 */
export function sharedWith(file: string): string | undefined {
  const user = process.geteuid?.();
  if (user === undefined) return undefined;
  for (const path of new Set([resolve(file), realpathSync(file)])) {
    const own = reasonAgainst(statSync(path), user, "it", path) ?? reasonAgainst(lstatSync(path), user, "it", path);
    if (own !== undefined) return own;
    for (let at = dirname(path); ; at = dirname(at)) {
      const facts = statSync(at);
      const above = reasonAgainst(facts, user, `the folder ${at}`, at, (facts.mode & sticky) !== 0);
      if (above !== undefined) return above;
      if (at === dirname(at)) break;
    }
  }
  return undefined;
}

function reasonAgainst(facts: Stats, user: number, what: string, path: string, isSticky = false): string | undefined {
  if (facts.uid !== user && facts.uid !== 0) return `${what} belongs to another user (number ${facts.uid})`;
  // A link has no permissions of its own.
  if (isSticky || facts.isSymbolicLink()) return undefined;
  // Many systems give each user a group of the same number with nobody else in it.
  const isShared = (facts.mode & writableByGroup) !== 0 && facts.gid !== facts.uid;
  return isShared || (facts.mode & writableByAll) !== 0
    ? `other users may write to ${what === "it" ? "it" : what}; chmod go-w ${path} prevents that`
    : undefined;
}
