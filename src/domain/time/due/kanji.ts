const FIGURES = '〇一二三四五六七八九';
const NUMERAL = /[〇一二三四五六七八九十百]+(?=[時分秒日月年週かカヶケヵ箇個])|(?<=第)[一二三四五]/g;

/** 三時半 as 3時半 and 二十三日 as 23日; what is no number, such as 一昨日, stays. */
export function kanjiToFigures(text: string): string {
  return text.replace(NUMERAL, (numeral) => String(valueOf(numeral)));
}

function valueOf(numeral: string): number {
  if (!/[十百]/.test(numeral)) return Number(numeral.replace(/./g, (one) => String(FIGURES.indexOf(one))));
  let total = 0;
  let digits = 0;
  for (const one of numeral) {
    const unit = { 百: 100, 十: 10 }[one];
    if (unit === undefined) digits = FIGURES.indexOf(one);
    else {
      total += (digits || 1) * unit;
      digits = 0;
    }
  }
  return total + digits;
}
