/** What the names of all copies of a file say of its tempo and key, and whether one of them contradicts the rest. */
import { folderFacts } from "../../music/names/folder-facts.ts";
import type { NameFacts } from "../../music/names/name-facts.ts";
import { agreed, agreedKey, type SaidKey } from "../../music/names/readings.ts";
import { isAllowed, namesKey, type SaidByNames, type Values } from "./named-values.ts";

/** What the file name and the folders of one copy say; null where they say nothing. */
export interface CopyFacts {
  readonly name_bpm: number | null;
  readonly name_key: number | null;
  /** Whether the file name says the mode of its key too. */
  readonly name_mode: boolean | null;
  readonly folder_bpm: number | null;
  readonly folder_key: number | null;
  readonly folder_mode: boolean | null;
}

/**
 * How sure a tempo or key is that only names say: they are told so that nothing else can be meant, but a copy may have been
 * named after another file. A folder holds other things too, and a tonic alone leaves the mode open.
 */
export const nameConfidence = 0.7;
const folderConfidence = 0.6;
const tonicConfidence = 0.5;

/** The facts of one copy. @param own of its file name. */
export function copyFacts(own: NameFacts, folders: readonly string[]): CopyFacts {
  const around = folderFacts(folders);
  return {
    name_bpm: own.bpm,
    name_key: own.key,
    name_mode: own.hasMode,
    folder_bpm: around.bpm,
    folder_key: around.key,
    folder_mode: around.hasMode,
  };
}

/**
 * What copies say together. File names speak before folders. Where they contradict each other nothing is said, unless the
 * notes allow only one of their keys.
 */
export function saidByNames(copies: readonly CopyFacts[], heard: Values): SaidByNames {
  return { bpm: saidTempo(copies), key: saidKey(copies, heard) };
}

function saidTempo(copies: readonly CopyFacts[]): SaidByNames["bpm"] {
  const names = copies.flatMap(({ name_bpm: bpm }) => bpm ?? []);
  const folders = copies.flatMap(({ folder_bpm: bpm }) => bpm ?? []);
  const value = agreed(names.length > 0 ? names : folders);
  return value === null ? null : { value, confidence: names.length > 0 ? nameConfidence : folderConfidence };
}

function saidKey(copies: readonly CopyFacts[], heard: Values): SaidByNames["key"] {
  const names = copies.flatMap(({ name_key: key, name_mode: hasMode }) => keyOfCopy(key, hasMode));
  const folders = copies.flatMap(({ folder_key: key, folder_mode: hasMode }) => keyOfCopy(key, hasMode));
  const all = names.length > 0 ? names : folders;
  const said = agreedKey(all) ?? agreedKey(all.filter((one) => isAllowed(heard, one)));
  if (said === null) return null;
  const sure = names.length > 0 ? nameConfidence : folderConfidence;
  return { ...said, confidence: said.hasMode ? sure : Math.min(sure, tonicConfidence) };
}

const keyOfCopy = (key: number | null, hasMode: boolean | null): readonly SaidKey[] =>
  key === null ? [] : [{ key, hasMode: hasMode !== false }];

/** Tempos that are the same in a name: half and double are how people count. */
const sameTempo = 0.03;

/**
 * Whether the file name of a copy says another tempo or key than its content has, or than the names of other copies where
 * it has none; null where it says neither.
 *
 * @param values of the content, after names were taken.
 */
export function nameDiffers(copy: CopyFacts, copies: readonly CopyFacts[], values: Values): boolean | null {
  if (copy.name_bpm === null && copy.name_key === null) return null;
  return differsInTempo(copy, copies, values) || differsInKey(copy, copies, values);
}

function differsInTempo(
  { name_bpm: said }: CopyFacts,
  copies: readonly CopyFacts[],
  { bpm, ...values }: Values,
): boolean {
  if (said === null) return false;
  if (typeof bpm !== "number" || values["bpm_source"] === "default")
    return copies.some(({ name_bpm: other }) => other !== null && other !== said);
  return ![1 / 2, 1, 2].some((times) => Math.abs(said - bpm * times) <= sameTempo * bpm * times);
}

function differsInKey(
  { name_key: key, name_mode: hasMode }: CopyFacts,
  copies: readonly CopyFacts[],
  values: Values,
): boolean {
  const [said] = keyOfCopy(key, hasMode);
  if (said === undefined) return false;
  const decided = values["key"];
  if (typeof decided === "number") return !namesKey(said, decided);
  return copies.some(({ name_key: other }) => other !== null && tonicDiffers(other, said));
}

const tonicDiffers = (other: number, said: SaidKey): boolean =>
  said.hasMode ? other !== said.key : other % 12 !== said.key % 12;
