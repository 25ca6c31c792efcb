/** Numbers as Python's str.format writes them; rounding is to the nearest, exact halves to the even digit. */
import { type FormatSpec, fillUp, integerTypes } from "./format-spec.ts";

/** Digits behind the point where a type needs some and nobody says how many. */
const usualPrecision = 6;
/** The most that the language's own conversion gives; an exact half at any place that is asked for (50) ends before. */
const exactPlaces = 100;

/**
 * Formats a number.
 *
 * @param plain how it reads where neither type nor precision is given.
 * @throws RangeError where the type wants a whole number and it is none.
 */
export function formatNumber(value: number, spec: FormatSpec, plain: (value: number) => string = String): string {
  const isWholeType = spec.type !== "" && integerTypes.includes(spec.type);
  if (isWholeType && !Number.isInteger(value))
    throw new RangeError(`${value} is not a whole number, which type "${spec.type}" needs`);
  const size = Math.abs(value);
  const isNegative = value < 0 || Object.is(value, -0);
  const sign = isNegative ? "-" : spec.sign === "+" || spec.sign === " " ? spec.sign : "";
  const prefix = spec.alternate && /[boxX]/.test(spec.type) ? `0${spec.type}` : "";
  const body = Number.isFinite(size) ? bodyOf(size, spec, plain) : size === Number.POSITIVE_INFINITY ? "inf" : "nan";
  const isBits = /[boxX]/.test(spec.type);
  const every = isBits ? 4 : 3;
  const whole = isBits ? body : (/^\d*/.exec(body)?.[0] ?? "");
  const tail = body.slice(whole.length);
  const lead = sign + prefix;
  if (spec.align !== "=") return fillUp(lead + group(whole, spec.grouping, every) + tail, spec, ">");
  const room = spec.width - lead.length;
  if (spec.fill === "0") return lead + zeroFilled(whole, room - tail.length, spec.grouping, every) + tail;
  const grouped = group(whole, spec.grouping, every) + tail;
  return lead + fillUp(grouped, { ...spec, align: ">", width: room }, ">");
}

function bodyOf(size: number, spec: FormatSpec, plain: (value: number) => string): string {
  const precision = spec.precision ?? usualPrecision;
  switch (spec.type) {
    case "f":
    case "F":
      return fixed(size, precision);
    case "%":
      return `${fixed(size * 100, precision)}%`;
    case "e":
    case "E": {
      const text = exponential(size, precision);
      return spec.type === "E" ? text.toUpperCase() : text;
    }
    case "g":
    case "G":
    case "n": {
      if (spec.type === "n" && spec.precision === undefined && Number.isInteger(size)) return String(size);
      const text = general(size, precision, spec.alternate);
      return spec.type === "G" ? text.toUpperCase() : text;
    }
    case "d":
      return BigInt(size).toString();
    case "b":
      return size.toString(2);
    case "o":
      return size.toString(8);
    case "x":
      return size.toString(16);
    case "X":
      return size.toString(16).toUpperCase();
    case "c":
      return String.fromCodePoint(size);
    default:
      return spec.precision === undefined ? plain(size) : general(size, precision, false);
  }
}

/** `2.5` with no places is 2, with `toFixed` it would be 3. */
function fixed(size: number, places: number): string {
  const whole = BigInt(Math.trunc(size)).toString();
  const exact = (size - Math.trunc(size)).toFixed(exactPlaces).slice(2);
  return pointed(rounded(whole + exact, whole.length + places), places);
}

/** Exponents have two digits at least. */
function exponential(size: number, places: number): string {
  const [mantissa = "", power = ""] = size.toExponential(exactPlaces).split("e");
  const digits = rounded(mantissa.replace(".", ""), places + 1);
  // 9.96 with one place is 1.0e+01.
  const isCarried = digits.length > places + 1;
  const exponent = Number(power) + (isCarried ? 1 : 0);
  const shown = pointed(isCarried ? digits.slice(0, -1) : digits, places);
  return `${shown}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

/** The first digits of a number, rounded by those that follow. */
function rounded(digits: string, count: number): string {
  const kept = BigInt(digits.slice(0, count));
  const rest = digits.slice(count);
  const half = `5${"0".repeat(rest.length - 1)}`;
  const isUp = rest > half || (rest === half && kept % 2n === 1n);
  return (isUp ? kept + 1n : kept).toString().padStart(count, "0");
}

const pointed = (digits: string, places: number): string =>
  places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;

/** So many digits in all, without zeros that say nothing; with an exponent where the number is very large or small. */
function general(size: number, precision: number, keepsZeros: boolean): string {
  const digits = Math.max(1, precision);
  const exponent = size === 0 ? 0 : Number(/e([+-]\d+)$/.exec(size.toExponential(digits - 1))?.[1]);
  const isFixed = exponent >= -4 && exponent < digits;
  const text = isFixed ? fixed(size, digits - 1 - exponent) : exponential(size, digits - 1);
  if (keepsZeros) return text.includes(".") ? text : text.replace(/^\d+/, "$&.");
  return text.replace(/(\.\d*?)0+(?=e|$)/, "$1").replace(/\.(?=e|$)/, "");
}

function group(digits: string, by: string, every: number): string {
  if (by === "") return digits;
  const first = digits.length % every || every;
  const parts = [digits.slice(0, first)];
  for (let at = first; at < digits.length; at += every) parts.push(digits.slice(at, at + every));
  return parts.join(by);
}

/** Zeros in front until the width is reached, grouped as the digits are. */
function zeroFilled(digits: string, width: number, by: string, every: number): string {
  let filled = digits;
  while (group(filled, by, every).length < width) filled = `0${filled}`;
  return group(filled, by, every);
}
