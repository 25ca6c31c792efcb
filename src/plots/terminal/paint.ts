/** Colours in a terminal: as many as it has, or none. */
import { styled } from "../../text/styled.ts";
import { channelsOf } from "../theme.ts";

/** What a terminal shows: no colours, the 256 of xterm, or all. */
export type Colours = "none" | "256" | "true";

/** Colours a text, and what lies behind it; colours are #rrggbb. */
export type Paint = (text: string, colour?: string, behind?: string) => string;

/** A painter for a terminal. */
export function painter(colours: Colours): Paint {
  if (colours === "none") return (text) => text;
  const code = (colour: string, ground: 38 | 48): string => {
    const channels = channelsOf(colour);
    return colours === "true" ? `${ground};2;${channels.join(";")}` : `${ground};5;${nearest(channels)}`;
  };
  return (text, colour, behind) => {
    if (text === "" || (colour === undefined && behind === undefined)) return text;
    const codes = [...(colour ? [code(colour, 38)] : []), ...(behind ? [code(behind, 48)] : [])];
    return styled(text, codes.join(";"));
  };
}

const levels = [0, 95, 135, 175, 215, 255];

/** The nearest of the colours of xterm's cube, or of its 24 greys. */
function nearest(channels: readonly number[]): number {
  const places = channels.map((value) =>
    levels.reduce((best, level, n) => (Math.abs(level - value) < Math.abs(levels[best]! - value) ? n : best), 0),
  );
  const grey = Math.max(0, Math.min(23, Math.round((channels.reduce((sum, value) => sum + value, 0) / 3 - 8) / 10)));
  const far = (of: (n: number) => number): number => channels.reduce((sum, value, n) => sum + (value - of(n)) ** 2, 0);
  const isGrey = far(() => 8 + grey * 10) < far((n) => levels[places[n]!]!);
  return isGrey ? 232 + grey : 16 + 36 * places[0]! + 6 * places[1]! + places[2]!;
}
