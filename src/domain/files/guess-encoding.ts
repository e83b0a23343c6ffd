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

/** Two scripts in one word, which no language has, in contrast to Han beside kana. */
const MIXED_WORD =
  /[\p{sc=Cyrillic}\p{sc=Greek}\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Hangul}]\p{sc=Latin}|\p{sc=Latin}[\p{sc=Cyrillic}\p{sc=Greek}\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Hangul}]|\p{sc=Hangul}\p{sc=Han}|\p{sc=Han}\p{sc=Hangul}/u;
const MIXED_PENALTY = 0.05;

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
      confidence * (label === WESTERN ? WESTERN_BONUS : 1) * (isMixed(label, sample) ? MIXED_PENALTY : 1);
    if (score > best.score) best = { label, score };
  }
  return best.label;
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

function isMixed(label: string, sample: Uint8Array): boolean {
  return MIXED_WORD.test(new TextDecoder(label).decode(sample));
}
