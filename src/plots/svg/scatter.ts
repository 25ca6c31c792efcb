/** Points on a plane without axes. */
import { escaped } from "../../text/markup.ts";
import type { Scatter } from "../plot.ts";
import { colourOf } from "../theme.ts";
import type { Drawn, Room } from "./drawn.ts";
import { box, element, short } from "./markup.ts";

const inset = 14;

/** Draws points; in a browser each says its name under the pointer. What matters less lies below. */
export function drawScatter({ points, series }: Scatter, { width, theme }: Room): Drawn {
  const height = Math.round(Math.min(width * 0.72, 900));
  const size = Math.max(2.2, Math.min(5, (width / 160) * (points.length > 600 ? 0.7 : 1)));
  const groups = series
    .map(({ colour }, place) => ({ colour, own: points.filter((point) => point.series === place) }))
    .sort((a, b) => Number(a.colour >= 0) - Number(b.colour >= 0));
  const drawn = groups.map(({ colour, own }) =>
    element(
      "g",
      { fill: colourOf(theme, colour), "fill-opacity": colour < 0 ? 0.45 : 0.8 },
      own
        .map(
          ({ x, y, name }) =>
            `<circle cx="${short(inset + x * (width - 2 * inset))}" cy="${short(inset + y * (height - 2 * inset))}" r="${short(size)}"><title>${escaped(name)}</title></circle>`,
        )
        .join(""),
    ),
  );
  return { markup: box(0, 0, width, height, theme.field, 4) + drawn.join(""), height };
}
