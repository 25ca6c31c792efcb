/** What can make a MIDI file heard on this machine: a synthesizer, or sound that is rendered here and any player of sound. */
import { AskedError } from "../errors.ts";
import { bankHint, packagedBank, systemBank } from "../sound/banks.ts";
import { canRender } from "../sound/render.ts";
import { wordsOf } from "./command-words.ts";
import { type Call, findProgram } from "./programs.ts";

/** Plays files: MIDI as they are, or sound that is rendered first. */
export interface Player {
  readonly name: string;
  readonly plays: "midi" | "sound";
  /** @param path absolute, so that no name is taken for an option. */
  readonly call: (path: string) => Call;
  /** The bank that sound is rendered with. */
  readonly bank?: string;
}

/** Players of sound, the native ones of each system first. */
const soundPlayers: readonly (readonly [program: string, given: readonly string[]])[] = [
  ["pw-play", []],
  ["paplay", []],
  ["aplay", ["-q"]],
  ["afplay", []],
  ["ffplay", ["-nodisp", "-autoexit", "-loglevel", "error", "-i"]],
  ["mpv", ["--no-video", "--really-quiet", "--"]],
  ["play", ["-q"]],
];

/** PowerShell reads the path from its environment, since it would read code in an argument. */
const powershell = ["-NoProfile", "-Command", "(New-Object Media.SoundPlayer $env:MIDIQ_SOUND).PlaySync()"] as const;

/** The environment of a program: names and values. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The bank that is meant, or found: a name, `$MIDIQ_SOUNDFONT`, the system's, the package's; undefined where there is none. */
export function findBank(named?: string, env: Environment = process.env): string | undefined {
  const meant = named ?? env["MIDIQ_SOUNDFONT"];
  if (meant === undefined || meant === "") return systemBank() ?? packagedBank();
  return meant;
}

/** The bank that was found. @throws AskedError `no-program` where none was. */
export function needBank(bank: string | undefined): string {
  if (bank !== undefined) return bank;
  throw new AskedError("no-program", `Cannot render without a sound bank: ${bankHint}`);
}

/**
 * The player to use: `$MIDIQ_PLAYER`, a synthesizer, or rendered sound.
 *
 * @throws AskedError `no-program` where nothing can play, which says what to install.
 * @example
 * const { name, plays, call } = await findPlayer(findBank());
 * console.log(name, "is given", plays, call("/music/song.mid").given);
 */
export async function findPlayer(bank: string | undefined, env: Environment = process.env): Promise<Player> {
  const { MIDIQ_PLAYER: meant = "" } = env;
  if (meant.trim() !== "") return ownPlayer(meant);
  const player = synthesizer(bank) ?? (await renderer(bank));
  if (player) return player;
  throw new AskedError(
    "no-program",
    `Cannot play: ${await whatLacks(bank)}; or set $MIDIQ_PLAYER to a command that plays MIDI files`,
  );
}

function ownPlayer(command: string): Player {
  const words = wordsOf(command);
  const program = findProgram(words[0] ?? "");
  if (program === undefined)
    throw new AskedError("no-program", `Cannot play with $MIDIQ_PLAYER "${command}": there is no such program`);
  return {
    name: words[0] ?? "",
    plays: "midi",
    call: (path) => ({ program, given: words.slice(1).map((word) => word.replaceAll("{}", () => path)) }),
  };
}

function synthesizer(bank: string | undefined): Player | undefined {
  const fluidsynth = bank === undefined ? undefined : findProgram("fluidsynth");
  if (fluidsynth && bank !== undefined)
    return {
      name: "fluidsynth",
      plays: "midi",
      call: (path) => ({ program: fluidsynth, given: ["-i", "-n", "-q", bank, path] }),
    };
  for (const [name, given] of [
    ["timidity", ["--quiet=2"]],
    ["wildmidi", []],
  ] as const) {
    const program = findProgram(name);
    if (program) return { name, plays: "midi", call: (path) => ({ program, given: [...given, path] }) };
  }
  return undefined;
}

async function renderer(bank: string | undefined): Promise<Player | undefined> {
  if (bank === undefined || !(await canRender())) return undefined;
  const found = soundPlayer();
  return found && { ...found, bank };
}

function soundPlayer(): Player | undefined {
  for (const [name, given] of soundPlayers) {
    const program = findProgram(name);
    if (program) return { name, plays: "sound", call: (path) => ({ program, given: [...given, path] }) };
  }
  const program = process.platform === "win32" ? findProgram("powershell") : undefined;
  if (program === undefined) return undefined;
  return {
    name: "powershell",
    plays: "sound",
    call: (path) => ({ program, given: powershell, env: { MIDIQ_SOUND: path } }),
  };
}

/** What is missing, and what brings it on this system. */
async function whatLacks(bank: string | undefined): Promise<string> {
  const isRendering = await canRender();
  if (bank !== undefined && isRendering)
    return `midiq can render sound, but no program here plays it: install ${installHint()}, or write a file with midiq play FILE --to x.wav`;
  const missing = [
    ...(isRendering ? [] : ["install the npm package spessasynth_core next to midiq"]),
    ...(bank === undefined ? [bankHint] : []),
  ];
  // Rendered sound helps only where something plays it.
  const rendering = soundPlayer() ? `; or, to play rendered sound, ${missing.join(", and ")}` : "";
  return `there is no synthesizer here: install ${installHint()}${rendering}`;
}

function installHint(): string {
  if (process.platform === "darwin") return "fluid-synth (brew install fluid-synth)";
  if (process.platform === "win32") return "fluidsynth (winget install FluidSynth)";
  if (findProgram("apt-get")) return "timidity (apt install timidity) or alsa-utils";
  if (findProgram("dnf")) return "fluidsynth (dnf install fluidsynth fluid-soundfont-gm)";
  if (findProgram("pacman")) return "fluidsynth (pacman -S fluidsynth soundfont-fluid)";
  return "fluidsynth and a sound bank";
}
