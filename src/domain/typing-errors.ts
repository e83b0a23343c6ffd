/** How many typing errors are forgiven in a text of that many characters. */
function forgiven(length: number): number {
  if (length < 5) return 0;
  return length < 8 ? 1 : 2;
}

/** Text as it is compared: in one case, and one way of writing accents. */
const fold = (text: string) => text.normalize('NFKC').toLowerCase();

/** Whether two names are the same but for their case. */
export const isSameName = (one: string, other: string) => fold(one) === fold(other);

/**
 * Whether what somebody typed stands in a name, or is meant for some words of it in a row: with a letter left out, put
 * in, exchanged, or two that changed places; one such error from five characters on, two from eight on.
 */
export function fits(typed: string, name: string): boolean {
  const [wanted, there] = [fold(typed).trim(), fold(name)];
  if (wanted === '') return false;
  if (there.includes(wanted)) return true;
  const most = forgiven(wanted.length);
  if (most === 0) return false;
  const words = there.split(/\s+/);
  const count = wanted.split(/\s+/).length;
  return words.some((_, at) => {
    const part = words.slice(at, at + count).join(' ');
    return Math.abs(part.length - wanted.length) <= most && distance(wanted, part) <= most;
  });
}

/**
 * The number of errors between two texts (optimal string alignment).
 * Source: F. J. Damerau, "A technique for computer detection and correction of spelling errors", 1964.
 */
function distance(one: string, other: string): number {
  let [before, last]: [number[], number[]] = [[], Array.from({ length: other.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1];
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      row[j] = Math.min(
        (last[j] ?? Infinity) + 1,
        (row[j - 1] ?? Infinity) + 1,
        (last[j - 1] ?? Infinity) + (same ? 0 : 1),
        swapped ? (before[j - 2] ?? Infinity) + 1 : Infinity,
      );
    }
    [before, last] = [last, row];
  }
  return last[other.length] ?? Infinity;
}
