/** A plan: where each file would go, with names that are safe and taken by nobody; nothing is touched. */
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Digest } from "../digest.ts";
import { readRegular } from "../regular-file.ts";
import { asPath } from "../sources/bytes.ts";
import { midiExtensions } from "../sources/source.ts";
import { namesOfRow, type Template, type TemplateRow } from "../template/template.ts";
import { factsAt, hashAt } from "../writing/facts.ts";
import { linkOnTheWay, throughLink } from "../writing/inside.ts";
import { foldPath, numbered, safeName } from "../writing/safe-name.ts";
import type { OrganizedFile } from "./files.ts";
import type { Manner } from "./place.ts";

/** What is to become of one file. */
export interface Planned {
  readonly file: OrganizedFile;
  /** `go` it gets another path; `stay` it lies there already; `leave` it is left alone, for a reason. */
  readonly outcome: "go" | "stay" | "leave";
  /** Where it goes or lies; where it would go if it were not left. */
  readonly to: string | undefined;
  readonly why?: string;
  /** Whether its name got a number, since another has it. */
  readonly isNumbered: boolean;
  /** Whether its name had to change to be legal everywhere. */
  readonly isMadeLegal: boolean;
}

/** How files are laid out. */
export interface Layout {
  readonly template: Template;
  /** The folder below which they go; each its own folder where undefined. */
  readonly root: string | undefined;
  readonly how: Manner;
  /** Files of the same bytes that want the same name are left where they are. */
  readonly skipDuplicates: boolean;
  /** The folder that `{folder}` leaves out; what all files have in common unless said. */
  readonly shared?: string;
  /** Why a file is left; undefined where it can go. */
  readonly reasonToLeave?: (file: OrganizedFile) => string | undefined;
  /** Tells whether a member of an archive lies at its new path already. */
  readonly digest?: Digest;
}

interface Wanted {
  readonly file: OrganizedFile;
  readonly to: string;
  readonly isMadeLegal: boolean;
}

/** Plans files in the order in which they are given. */
export function planFiles(files: readonly OrganizedFile[], layout: Layout): readonly Planned[] {
  const shared = layout.shared ?? sharedFolder(files.map(({ path }) => path));
  const outcomes = new Map<OrganizedFile, Planned>();
  const wanted: Wanted[] = [];
  const linkFor = linksBelow(layout.root);
  files.forEach((file, n) => {
    const why = (layout.reasonToLeave ?? reasonToLeave)(file);
    const one = wantedBy(file, n + 1, layout, shared);
    const left = why ?? (one.to === file.path ? undefined : linkFor(dirname(one.to)));
    if (left === undefined) wanted.push(one);
    else
      outcomes.set(file, { file, outcome: "leave", to: undefined, why: left, isNumbered: false, isMadeLegal: false });
  });
  for (const one of nameAll(wanted, layout)) outcomes.set(one.file, one);
  return files.map((file) => outcomes.get(file) as Planned);
}

/** Why nothing may be put into a folder below the root; each folder is looked at once. */
function linksBelow(root: string | undefined): (folder: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  return (folder) => {
    if (root === undefined) return undefined;
    if (!known.has(folder)) {
      const link = linkOnTheWay(root, folder);
      known.set(folder, link && throughLink(root, link));
    }
    return known.get(folder);
  };
}

/** Why a file is not where the catalogue has it, or is no file that can be moved. */
export function reasonToLeave({ unusable, archive, systemPath, size, mtime }: OrganizedFile): string | undefined {
  if (unusable !== undefined) return unusable;
  if (archive !== null) return "it is inside an archive";
  const facts = factsAt(systemPath);
  if (!facts) return "it is gone";
  if (facts.isSymbolicLink()) return "it is a link to a file";
  if (!facts.isFile()) return "it is not a file";
  if (facts.size !== size || Math.trunc(facts.mtimeMs) !== mtime) return "it has changed since it was added";
  return undefined;
}

function wantedBy(file: OrganizedFile, n: number, { template, root }: Layout, shared: string): Wanted {
  // Folders are those below what all files have in common.
  const below = file.path.startsWith(`${shared}/`) ? file.path.slice(shared.length + 1) : file.path;
  const row: TemplateRow = { ...file.row, path: below, n };
  const names = namesOfRow(template, row);
  const last = names.at(-1) ?? "_";
  const ending = /\.[^./]*$/.exec(file.path)?.[0] ?? "";
  const isWhole =
    template.pieces.some((piece) => typeof piece !== "string" && piece.name.toLowerCase() === "ext") ||
    midiExtensions.some((one) => last.toLowerCase().endsWith(one));
  const whole = [...names.slice(0, -1), isWhole ? last : last + ending];
  const safe = whole.map(safeName);
  const isMadeLegal = safe.some((name, at) => name !== whole[at]?.normalize("NFC"));
  return { file, to: join(root ?? dirname(file.path), ...safe), isMadeLegal };
}

/** Gives each file a name that nobody else has or gets. */
function nameAll(wanted: readonly Wanted[], { how, skipDuplicates, digest }: Layout): readonly Planned[] {
  const leaving = new Set(how === "move" ? wanted.map(({ file }) => foldPath(file.path)) : []);
  const given = new Map<string, OrganizedFile>();
  // A file that lies where it should keeps its name, whoever comes first otherwise.
  for (const { file, to } of wanted) if (file.path === to) given.set(foldPath(to), file);
  const there = namesThere();
  const groups = Map.groupBy(wanted, ({ to }) => foldPath(to));
  const planned: Planned[] = [];
  for (const group of groups.values()) {
    const hashes = new Set<string>();
    for (const { file, to, isMadeLegal } of inOrder(group)) {
      const shared = { file, isMadeLegal };
      const isMember = file.archive !== null;
      const leave = (path: string): void => {
        planned.push({ ...shared, outcome: "leave", to: path, why: sameBytes, isNumbered: false });
      };
      const isSame = file.path !== to && (skipDuplicates || isMember) && haveSameBytes(file, to, digest);
      if (isSame || (skipDuplicates && hashes.has(file.row.hash))) {
        leave(to);
        continue;
      }
      hashes.add(file.row.hash);
      for (let number = 1; ; number++) {
        const path = join(dirname(to), numbered(safeBase(to), number));
        const key = foldPath(path);
        const holder = given.get(key);
        // Members stay where they are: done again, the same command must not copy them again.
        if (isMember && number > 1 && there(path) && haveSameBytes(file, path, digest)) {
          leave(path);
          break;
        }
        if (holder ? holder !== file : there(path) && !leaving.has(key)) continue;
        given.set(key, file);
        const isThere = path === file.path;
        planned.push({ ...shared, outcome: isThere ? "stay" : "go", to: path, isNumbered: number > 1 });
        break;
      }
    }
  }
  return planned;
}

const safeBase = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

const sameBytes = "a file with the same bytes has that name";

/** Whether a file that lies somewhere has the bytes of one that may go there. */
function haveSameBytes({ systemPath, archive, size, row }: OrganizedFile, path: string, digest?: Digest): boolean {
  const facts = factsAt(path);
  if (facts?.isFile() !== true || facts.size !== size) return false;
  if (archive !== null) return digest !== undefined && hashAt(path, digest) === row.hash;
  return readRegular(path).equals(readRegular(asPath(systemPath)));
}

/** Those that lie where they want to first, then those that have a number there, then the others by path. */
function inOrder(group: readonly Wanted[]): readonly Wanted[] {
  if (group.length < 2) return group;
  const rank = ({ file, to }: Wanted): number =>
    file.path === to ? 0 : dirname(file.path) === dirname(to) ? 1 + numberIn(file.path) : Number.POSITIVE_INFINITY;
  const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return [...group].sort((a, b) => {
    const [first, second] = [rank(a), rank(b)];
    return first === second ? compare(a.file.path, b.file.path) : first - second;
  });
}

const numberIn = (path: string): number => Number(/ \((\d+)\)(?:\.[^./]*)?$/.exec(path)?.[1] ?? 1);

/** Whether a name is taken on the disk, as a system sees it that ignores case; a folder is read once. */
function namesThere(): (path: string) => boolean {
  const folders = new Map<string, ReadonlySet<string>>();
  return (path) => {
    const folder = dirname(path);
    let names = folders.get(folder);
    if (!names) {
      names = new Set(listed(folder).map(foldPath));
      folders.set(folder, names);
    }
    return names.has(foldPath(safeBase(path)));
  };
}

function listed(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** The deepest folder that all paths lie in. */
export function sharedFolder(paths: readonly string[]): string {
  const [first, ...others] = paths.map((path) => path.split("/").slice(0, -1));
  if (!first) return "";
  let length = first.length;
  for (const folders of others) {
    let same = 0;
    while (same < length && folders[same] === first[same]) same++;
    length = same;
  }
  return first.slice(0, length).join("/");
}
