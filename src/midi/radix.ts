/** Stable sorting of non-negative integers in linear time, so that no file, however made, sorts slowly. */

const digitBits = 11;
const digits = 1 << digitBits;

/** Indices of `keys` in ascending, stable order of key; keys are 0 to 2^31 - 1. */
export function sortedOrder(keys: Int32Array): Int32Array {
  const order = new Int32Array(keys.length);
  for (let index = 0; index < order.length; index++) order[index] = index;
  return isAscending(keys) ? order : sortOrder(order, keys);
}

/** Sorts indices by their key, stable. The result may be `order` itself; if not, `order` was used as a buffer. */
export function sortOrder(order: Int32Array, keys: Int32Array): Int32Array {
  const count = new Int32Array(digits);
  let all = 0;
  for (let index = 0; index < keys.length; index++) all |= keys[index] as number;
  let from: Int32Array = order;
  let into: Int32Array = new Int32Array(order.length);
  for (let shift = 0; shift < 32 && all >>> shift !== 0; shift += digitBits) {
    count.fill(0);
    for (let index = 0; index < from.length; index++) {
      const digit = ((keys[from[index] as number] as number) >>> shift) & (digits - 1);
      count[digit] = (count[digit] as number) + 1;
    }
    let sum = 0;
    for (let digit = 0; digit < digits; digit++) {
      const times = count[digit] as number;
      count[digit] = sum;
      sum += times;
    }
    for (let index = 0; index < from.length; index++) {
      const item = from[index] as number;
      const digit = ((keys[item] as number) >>> shift) & (digits - 1);
      const place = count[digit] as number;
      into[place] = item;
      count[digit] = place + 1;
    }
    [from, into] = [into, from];
  }
  return from;
}

/** Whether keys already ascend. */
export function isAscending(keys: Int32Array): boolean {
  for (let index = 1; index < keys.length; index++) {
    if ((keys[index] as number) < (keys[index - 1] as number)) return false;
  }
  return true;
}
