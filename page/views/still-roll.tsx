/** A picture of a song's notes, as long as some number of bars: two of them stand bar below bar. */
import { useEffect, useRef } from "preact/hooks";
import type { RollSong } from "../decode.ts";
import { colorsOf, paint } from "../paint.ts";
import { clock } from "../words.ts";

export function StillRoll({ song, bars }: { readonly song: RollSong; readonly bars: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    const draw = (): void => {
      const { clientWidth: width, clientHeight: height } = element;
      const context = element.getContext("2d");
      if (!context || width === 0) return;
      element.width = width * devicePixelRatio;
      element.height = height * devicePixelRatio;
      context.scale(devicePixelRatio, devicePixelRatio);
      // A song with fewer bars than the other ends sooner in the picture.
      const to = (Math.max(1, song.seconds) * Math.max(1, bars)) / Math.max(1, song.bars.length);
      paint(context, song, { width, height, from: 0, to, isSilent: () => false }, colorsOf(element));
    };
    const seen = new ResizeObserver(draw);
    seen.observe(element);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", draw);
    return () => {
      seen.disconnect();
      dark.removeEventListener("change", draw);
    };
  }, [song, bars]);
  return <canvas ref={canvas} role="img" aria-label={`${song.onset.length} notes in ${clock(song.seconds)}`} />;
}
