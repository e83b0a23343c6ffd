/** What a sentence is filled with, by the names of its placeholders. */
export type Params = Readonly<Record<string, unknown>>;

/** A string of a locale file, ready to be filled. */
export type Sentence = (params: Params) => string;

/** `{{name}}` is escaped, `{{- name}}` is not; a name may lead into objects: `{{- use.playlist.add}}`. */
const PLACEHOLDER = /\{\{(-?)\s*([\w.]+)\s*\}\}/;
/** Of a key in several forms, of which `count` decides. Source: i18next JSON v4; Unicode CLDR, "Plural Rules". */
const PLURAL_FORM = /^(.+)_(zero|one|two|few|many|other)$/;

/** Strings of one locale by their keys, such as `playlist.created`; those in several forms by the key without the form. */
export function compileSentences(
  locale: string,
  strings: object,
  escape: (text: string) => string,
): Map<string, Sentence> {
  const sentences = new Map<string, Sentence>();
  const forms = new Map<string, Map<string, Sentence>>();
  for (const [key, text] of flattened(strings)) {
    const sentence = compile(text, escape);
    const [, base, form] = PLURAL_FORM.exec(key) ?? [];
    if (base === undefined || form === undefined) {
      sentences.set(key, sentence);
      continue;
    }
    const before = forms.get(base) ?? new Map<string, Sentence>();
    forms.set(base, before.set(form, sentence));
  }
  const rules = new Intl.PluralRules(locale);
  for (const [key, of] of forms) sentences.set(key, inForms(of, rules));
  return sentences;
}

/** Nothing at all may have a form of its own, which no language's rules have for that alone. */
function inForms(forms: ReadonlyMap<string, Sentence>, rules: Intl.PluralRules): Sentence {
  const other = forms.get('other');
  return (params) => {
    const count = Number(params['count']);
    const form = (count === 0 ? forms.get('zero') : undefined) ?? forms.get(rules.select(count)) ?? other;
    return form?.(params) ?? '';
  };
}

function compile(text: string, escape: (text: string) => string): Sentence {
  // Text, then a sign and a name for each placeholder, and text again.
  const [first = '', ...rest] = text.split(PLACEHOLDER);
  if (rest.length === 0) return () => text;
  const parts: { path: string[]; raw: boolean; after: string }[] = [];
  for (let at = 0; at < rest.length; at += 3) {
    parts.push({
      raw: rest[at] === '-',
      path: (rest[at + 1] ?? '').split('.'),
      after: rest[at + 2] ?? '',
    });
  }
  return (params) => {
    let said = first;
    for (const { path, raw, after } of parts) {
      const value = valueAt(path, params);
      // A number has nothing to escape.
      said += (raw || typeof value === 'number' ? textOf(value) : escape(textOf(value))) + after;
    }
    return said;
  };
}

/** What is missing, or is neither text nor a number, says nothing. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : '';
}

function valueAt(path: readonly string[], params: Params): unknown {
  let value: unknown = params;
  for (const name of path) value = (value as Params | null | undefined)?.[name];
  return value;
}

function* flattened(strings: object, prefix = ''): Generator<[string, string]> {
  for (const [name, value] of Object.entries(strings) as [string, string | object][]) {
    if (typeof value === 'string') yield [prefix + name, value];
    else yield* flattened(value, `${prefix}${name}.`);
  }
}
