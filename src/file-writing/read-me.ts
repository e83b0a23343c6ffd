import { encodeUtf8 } from '../domain/files/encode-text.ts';
import type { Translate } from '../locales/translate.ts';
import type { TableFile } from './table-files.ts';
import type { Listed, PackedFile } from './zips.ts';

/** For whom, and when, an export is made. */
export interface ReadMeOptions {
  t: Translate;
  /** The locale of `t`. */
  locale: string;
  /** IANA name. */
  timeZone: string;
  now: Date;
}

const NAME = 'README.html';

const STYLE =
  ':root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem}' +
  'table{border-collapse:collapse;width:100%}th,td{text-align:start;vertical-align:top;padding:.4rem .8rem .4rem 0;' +
  'border-bottom:1px solid #8886}td:last-child,th:last-child{text-align:end;font-variant-numeric:tabular-nums}';

/** The page of an export that says, in the language of the person, what each file beside it is. It loads nothing. */
export function readMe(files: readonly Listed<TableFile>[], options: ReadMeOptions): PackedFile {
  const { t, locale, timeZone, now } = options;
  const number = new Intl.NumberFormat(locale);
  const when = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'long', timeZone }).format(
    now,
  );
  const command = (name: string) => `/${t('names.commands.data')} ${t(`names.commands.${name}`)}`;
  const title = t('data.readMe.title');
  const rows = files.map(
    ({ name, table, rows }) =>
      `<tr><td><a href="${name}">${name}</a></td><td>${html(t(`data.tables.${table}`))}</td>` +
      `<td>${number.format(rows)}</td></tr>`,
  );
  const sentences = [
    t('data.readMe.made', { when }),
    ...(files.length > 0 ? [t('data.readMe.formats'), t('data.readMe.values')] : [t('data.readMe.nothing')]),
    ...(files.some(({ name }) => /-\d+\./.test(name)) ? [t('data.readMe.continued')] : []),
    t('data.readMe.delete', { command: command('delete') }),
  ];
  const heads = ['file', 'what', 'entries'].map((head) => `<th>${html(t(`data.readMe.${head}`))}</th>`);
  const page = [
    '<!doctype html>',
    `<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">`,
    `<title>${html(title)}</title><style>${STYLE}</style></head><body>`,
    `<h1>${html(title)}</h1>`,
    ...sentences.map((sentence) => `<p>${html(sentence)}</p>`),
    ...(files.length > 0 ? [`<table><tr>${heads.join('')}</tr>`, ...rows, '</table>'] : []),
    '</body></html>',
    '',
  ];
  return { name: NAME, bytes: encodeUtf8(page.join('\n')) };
}

const html = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
