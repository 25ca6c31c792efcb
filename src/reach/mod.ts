/** Files that somebody names, and other programs that open or play them: what is meant, where it is, and what to run. */
import "../runtime.ts";

export { commandFor, commandsForAll, wordsOf } from "./command-words.ts";
export { isFileName, queryOfWords } from "./file-words.ts";
export type { OnRejected, PathAndHash } from "./files-of-path.ts";
export { filesAtPath, songAtPath, songWithHash } from "./files-of-path.ts";
export { filesOfQuery, shuffled } from "./files-of-query.ts";
export { knownFiles, pathOf } from "./known-files.ts";
export { meantFile } from "./meant-file.ts";
export type { FoldersOf, Opener, Unopened } from "./openers.ts";
export { findOpeners, findRevealers, foldersOf, openPaths } from "./openers.ts";
export type { OwnPath, OwnPaths } from "./own-paths.ts";
export { ownPaths } from "./own-paths.ts";
export type { PlayingOptions, Unplayed } from "./play-file.ts";
export { playFile, soundOf } from "./play-file.ts";
export type { Environment, Player } from "./players.ts";
export { findBank, findPlayer, needBank } from "./players.ts";
export type { Call, Ended } from "./programs.ts";
export { findProgram, launch, run } from "./programs.ts";
