import { describe, expect, test } from '@jest/globals';
import { decodeText } from '../../../../src/domain/files/decode-text.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

/** The bytes of a text in an encoding that `TextDecoder` reads: each character is looked up among all that it has. */
function encode(label: string, text: string): Uint8Array {
  const decoder = new TextDecoder(label);
  const wanted = new Set(text);
  const found = new Map<string, readonly number[]>();
  const look = (...bytes: number[]) => {
    const character = decoder.decode(Uint8Array.from(bytes));
    if (wanted.has(character) && !found.has(character)) found.set(character, bytes);
  };
  for (let first = 0; first < 256; first++) look(first);
  for (let first = 0x81; first < 256; first++)
    for (let second = 0x40; second < 256; second++) look(first, second);
  return Uint8Array.from([...text].flatMap((character) => found.get(character) ?? []));
}

const playlist = (title: string) => `#EXTM3U\r\n#EXTINF:200,${title}\r\nD:\\Music\\${title}.mp3\r\n`;

describe('an encoding that the file does not say is found', () => {
  test.each([
    ['windows-1251', 'Windows-1251', 'Кино - Группа крови'],
    ['windows-1251', 'Windows-1251', 'Земфира - Искала'],
    ['windows-1251', 'Windows-1251', 'ДДТ - Осень'],
    ['koi8-r', 'KOI8-R', 'Кино - Группа крови на рукаве'],
    ['gb18030', 'GBK', '周杰伦 - 晴天'],
    ['gb18030', 'GBK', '王菲 - 红豆'],
    ['gb18030', 'GBK', '邓丽君 - 月亮代表我的心'],
    ['big5', 'Big5', '周杰倫 - 青花瓷'],
    ['big5', 'Big5', '五月天 - 倔強'],
    ['shift_jis', 'Shift-JIS', '椎名林檎 - 丸の内サディスティック'],
    ['shift_jis', 'Shift-JIS', '宇多田ヒカル - First Love'],
    ['shift_jis', 'Shift-JIS', '丸の内'],
    ['euc-jp', 'EUC-JP', '椎名林檎 - 丸の内サディスティック'],
    ['euc-kr', 'EUC-KR', '아이유 - 밤편지'],
    ['windows-1253', 'Windows-1253', 'Χάρις Αλεξίου'],
    ['windows-1255', 'Windows-1255', 'עידן רייכל - ממעמקים'],
    ['windows-1256', 'Windows-1256', 'فيروز - نسم علينا الهوى'],
    ['windows-1250', 'Windows-1250', 'Myslovitz - Długość dźwięku samotności'],
    ['windows-1254', 'Windows-1254', 'Sezen Aksu - Gülümse Şarkısı'],
    ['windows-1252', 'Windows-1252', 'Édith Piaf - Non, je ne regrette rien'],
    ['windows-1252', 'Windows-1252', 'Père Noël - À la crèche'],
    ['windows-1252', 'Windows-1252', 'Müll rausbringen'],
    ['windows-1252', 'Windows-1252', 'Beyoncé'],
    ['windows-1252', 'Windows-1252', 'Mañana - Julieta Venegas'],
    ['windows-1252', 'Windows-1252', 'Røyksopp - Så klart'],
    ['windows-1252', 'Windows-1252', 'Björk – “Jóga”'],
  ])('%s, as %s: %s', (label, assumed, title) => {
    const text = playlist(title);
    expect(decodeText(encode(label, text))).toEqual({ text, assumed, declared: null });
  });

  test('in a long file whose only such letters come late', () => {
    const text = `${'Song - Band\n'.repeat(50_000)}Müll\n`;
    expect(decodeText(encode('windows-1252', text))).toMatchObject({ text, assumed: 'Windows-1252' });
  });
});

test('what a file says itself is believed, unless it is UTF-8 or cannot be that', () => {
  const russian = `#EXTM3U\n#EXTENC: windows-1251\n${playlist('Мй')}`;
  expect(decodeText(encode('windows-1251', russian))).toEqual({
    text: russian,
    assumed: null,
    declared: 'windows-1251',
  });
  const xml = '<?xml version="1.0" encoding="Shift_JIS"?><playlist><title>嵐</title></playlist>';
  expect(decodeText(encode('shift_jis', xml))).toEqual({ text: xml, assumed: null, declared: 'Shift_JIS' });
  expect(decodeText(utf8(russian))).toEqual({ text: russian, assumed: null, declared: null });
  const wrong = `#EXTENC:nobody-knows\n${playlist('Père Noël - À la crèche')}`;
  expect(decodeText(encode('windows-1252', wrong))).toMatchObject({ text: wrong, assumed: 'Windows-1252' });
});

test('UTF-16 is read with a byte order mark and without', () => {
  const text = 'Name\tArtist\r\nÉté\tЖ\r\n';
  for (const isBig of [false, true]) {
    const bytes = new Uint8Array(2 * text.length);
    const view = new DataView(bytes.buffer);
    for (let at = 0; at < text.length; at++) view.setUint16(2 * at, text.charCodeAt(at), !isBig);
    const mark = isBig ? [0xfe, 0xff] : [0xff, 0xfe];
    for (const file of [bytes, Uint8Array.from([...mark, ...bytes])]) {
      expect(decodeText(file)).toEqual({ text, assumed: null, declared: null });
    }
  }
});

test('the sign by which DOS ended a file is no part of it', () => {
  expect(decodeText(utf8('a\r\nb\u001A')).text).toBe('a\r\nb');
  expect(decodeText(utf8('a\r\nb\r\n\u001A\r\n')).text).toBe('a\r\nb\r\n');
});
