/** Lines of a terminal as a picture: colours by their SGR codes (ECMA-48), everything else as text. */

import stringWidth from "string-width";
import { escaped } from "../src/text/markup.ts";

/** Colours on a dark ground, by the codes 30 to 37 and 90 to 97. */
const palette = ["#6e7681", "#ff7b72", "#7ee787", "#e3b341", "#79c0ff", "#d2a8ff", "#76e3ea", "#e6edf3"] as const;
const ground = "#0d1117";
const ink = "#e6edf3";
const size = 14;
const cell = { width: size * 0.602, height: size * 1.45 };
const margin = 18;

interface Style {
  readonly color: string;
  readonly isBold: boolean;
  readonly isDim: boolean;
}
const plain: Style = { color: ink, isBold: false, isDim: false };

/** One stretch of a line in one style. */
interface Run {
  readonly text: string;
  readonly style: Style;
}

function styled(style: Style, code: number): Style {
  if (code === 0) return plain;
  if (code === 1) return { ...style, isBold: true };
  if (code === 2) return { ...style, isDim: true };
  if (code === 22) return { ...style, isBold: false, isDim: false };
  if (code === 39) return { ...style, color: ink };
  const color = palette[code >= 90 ? code - 90 : code - 30];
  return color === undefined ? style : { ...style, color };
}

/** Splits a line where its style changes. */
function runsOf(line: string): readonly Run[] {
  let style = plain;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is how a terminal is told.
  return line.split(/(\x1b\[[\d;]*m)/).flatMap((part) => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the same.
    const [, codes] = /^\x1b\[([\d;]*)m$/.exec(part) ?? [];
    if (codes === undefined) return part === "" ? [] : [{ text: part, style }];
    for (const code of codes.split(";")) style = styled(style, Number(code));
    return [];
  });
}

/** Draws lines; what is wider than `columns` makes the picture wider. */
export function terminalSvg(lines: readonly string[], columns: number): string {
  const runs = lines.map(runsOf);
  const widths = runs.map((line) => line.reduce((sum, { text }) => sum + stringWidth(text), 0));
  const width = Math.ceil(Math.max(columns, ...widths) * cell.width + 2 * margin);
  const height = Math.ceil(lines.length * cell.height + 2 * margin);
  const texts = runs.map((line, n) => {
    let column = 0;
    const spans = line.map(({ text, style }) => {
      const x = margin + column * cell.width;
      const taken = stringWidth(text);
      column += taken;
      const look = `${style.isBold ? ' font-weight="bold"' : ""}${style.isDim ? ' opacity="0.6"' : ""}`;
      const length = text.trim() === "" ? "" : ` textLength="${(taken * cell.width).toFixed(1)}"`;
      return `<tspan x="${x.toFixed(1)}" fill="${style.color}"${look}${length}>${escaped(text)}</tspan>`;
    });
    return `<text y="${(margin + (n + 0.75) * cell.height).toFixed(1)}" xml:space="preserve">${spans.join("")}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<rect width="100%" height="100%" rx="8" fill="${ground}"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, DejaVu Sans Mono, monospace" font-size="${size}">
${texts.join("\n")}
</g>
</svg>
`;
}
