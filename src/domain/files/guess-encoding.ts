import { chardet } from 'jschardet';

/** What people's programs wrote before UTF-8, by the names that `TextDecoder` has for them. */
const CANDIDATES = [
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1257',
  'koi8-r',
  'gb18030',
  'big5',
  'shift_jis',
  'euc-jp',
  'euc-kr',
] as const;

/** As many bytes that are not ASCII as tell: more would cost time and change nothing. */
const SAMPLE_MAX = 16_384;

/** Western Europe's letters are by far the most frequent, and short titles tell little: it wins where it is close. */
const WESTERN = 'windows-1252';
const WESTERN_BONUS = 1.3;

/**
 * What no text has: two scripts in one word, in contrast to Han beside kana, and signs that are on no keyboard.
 */
const IMPLAUSIBLE = (() => {
  const others = String.raw`[\p{sc=Cyrillic}\p{sc=Greek}\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Hangul}]`;
  const latin = String.raw`\p{sc=Latin}`;
  const korean = String.raw`\p{sc=Hangul}\p{sc=Han}|\p{sc=Han}\p{sc=Hangul}`;
  const signs = String.raw`[\u0080-\u009F\u00A4\u00A6\u00AD\u00B6\u2500-\u259F]`;
  return new RegExp(`${others}${latin}|${latin}${others}|${korean}|${signs}`, 'u');
})();
/** What is tried where nothing that statistics propose makes sense, which happens to a few words of Chinese. */
const EAST_ASIAN = ['big5', 'gb18030', 'shift_jis', 'euc-kr'] as const;
const IMPLAUSIBLE_PENALTY = 0.05;

/**
 * The encoding, as `TextDecoder` calls it, of bytes that are not UTF-8 and do not say what they are: by the statistics
 * of jschardet, corrected for what they get wrong in files of a few words.
 */
export function guessEncoding(bytes: Uint8Array): string {
  const sample = telling(bytes);
  const guesses = chardet.detectAll(sample, { includeEncodings: CANDIDATES, ignoreThreshold: true });
  let best: { label: string; score: number } = { label: WESTERN, score: 0 };
  for (const { encoding, confidence } of guesses) {
    const label = CANDIDATES.find((candidate) => candidate === encoding?.toLowerCase());
    if (label === undefined) continue;
    const score =
      confidence *
      (label === WESTERN ? WESTERN_BONUS : 1) *
      (IMPLAUSIBLE.test(decode(label, sample)) ? IMPLAUSIBLE_PENALTY : 1);
    if (score > best.score) best = { label, score };
  }
  if (IMPLAUSIBLE.test(decode(best.label, sample)))
    return EAST_ASIAN.find((label) => fits(label, sample)) ?? best.label;
  // “Müll” is the same in several: then it is the one that people have heard of.
  return decode(best.label, sample) === decode(WESTERN, sample) ? WESTERN : best.label;
}

/** The lines that have more than ASCII in them: the others tell nothing, and there may be many. */
function telling(bytes: Uint8Array): Uint8Array {
  const sample: number[] = [];
  let start = 0;
  let tells = false;
  for (let index = 0; index <= bytes.length && sample.length < SAMPLE_MAX; index++) {
    const byte = bytes[index] ?? 0x0a;
    if (byte >= 0x80) tells = true;
    if (byte !== 0x0a && byte !== 0x0d) continue;
    if (tells)
      for (const one of bytes.subarray(start, Math.min(index + 1, start + SAMPLE_MAX))) sample.push(one);
    start = index + 1;
    tells = false;
  }
  return Uint8Array.from(sample);
}

function fits(label: string, sample: Uint8Array): boolean {
  const text = decode(label, sample);
  return !text.includes('\uFFFD') && !IMPLAUSIBLE.test(text);
}

function decode(label: string, sample: Uint8Array): string {
  return new TextDecoder(label).decode(sample);
}
