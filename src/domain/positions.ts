/** The text does not say positions; `part` is the piece that cannot be read. */
export class PositionsError extends Error {
  override name = 'PositionsError';
  readonly part: string;

  constructor(part: string) {
    super(`not a position: ${part}`);
    this.part = part;
  }
}

const PART = /^(\d{1,7})(?:\s*[-–~〜]\s*(\d{1,7}))?$/;
const SEPARATOR = /[,;、]/;

/**
 * Reads “1,3-5” as the distinct positions 1, 3, 4, 5, ascending; “１、３〜５” as well. Ranges may be written either way
 * round.
 * @param max the highest position there is; what lies beyond is an error, as is 0.
 * @param most how many may be named at once
 * @throws PositionsError naming the piece that cannot be read, lies outside 1..max or is one too many.
 */
export function readPositions(text: string, max: number, most = Number.POSITIVE_INFINITY): number[] {
  const found = new Set<number>();
  for (const part of text
    .normalize('NFKC')
    .split(SEPARATOR)
    .map((piece) => piece.trim())) {
    const match = PART.exec(part);
    const first = Number(match?.[1]);
    const last = Number(match?.[2] ?? first);
    const [low, high] = first <= last ? [first, last] : [last, first];
    if (!match || low < 1 || high > max || found.size + high - low >= most) throw new PositionsError(part);
    for (let position = low; position <= high; position += 1) found.add(position);
  }
  return [...found].sort((a, b) => a - b);
}
