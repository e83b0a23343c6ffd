/** The text does not say positions; `part` is the piece that cannot be read. */
export class PositionsError extends Error {
  override name = 'PositionsError';
  readonly part: string;

  constructor(part: string) {
    super(`not a position: ${part}`);
    this.part = part;
  }
}

/** More positions than may be named at once. */
export class TooManyPositions extends PositionsError {
  override name = 'TooManyPositions';
}

const PART = /^(\d{1,7})(?:\s*[-–~〜]\s*(\d{1,7}))?$/;
const SEPARATOR = /[,;、]/;

/**
 * Reads “1,3-5” as the distinct positions 1, 3, 4, 5, ascending; “１、３〜５” as well. Ranges may be written either way
 * round.
 * @param max the highest position there is; what lies beyond is an error, as is 0.
 * @param most how many may be named at once.
 * @throws PositionsError naming the piece that cannot be read or lies outside 1..max.
 * @throws TooManyPositions naming the piece with which they are more than `most`.
 */
export function readPositions(text: string, max: number, most = max): number[] {
  const found = new Set<number>();
  for (const part of text
    .normalize('NFKC')
    .split(SEPARATOR)
    .map((piece) => piece.trim())) {
    const match = PART.exec(part);
    const first = Number(match?.[1]);
    const last = Number(match?.[2] ?? first);
    const [low, high] = first <= last ? [first, last] : [last, first];
    if (!match || low < 1 || high > max) throw new PositionsError(part);
    // Before they are counted out: a range of a million takes as long as it is.
    if (high - low >= most) throw new TooManyPositions(part);
    for (let position = low; position <= high; position += 1) found.add(position);
    if (found.size > most) throw new TooManyPositions(part);
  }
  return [...found].sort((a, b) => a - b);
}
