import type { APIApplicationCommandBasicOption } from 'discord-api-types/v10';
import { complete } from './autocomplete.ts';
import { type Draft, emptyDraft, type Field } from './slash/draft-state.ts';
import { type CommandEntry, commandEntries, filterEntries } from './slash/entries.ts';
import { closedList, hasAutocomplete, matching, type Scene } from './slash/suggestions.ts';
import { personAt } from './place.ts';
import type { Page, State } from './state.ts';

const blank: Field = { text: '', value: null };

function change(page: Page, patch: Partial<Draft>): void {
  page.store.set({ draft: { ...page.store.get().draft, ...patch } });
}

/** Where and for whom is written; null before the world is known. */
export function scene(page: Page): Scene | null {
  const { world, place } = page.store.get();
  if (!world || !place) return null;
  return { world, place, locale: personAt(world, place)?.locale ?? 'en-US' };
}

/** The commands that match the message box; empty while no `/` begins it. */
export function candidates(state: State, locale: string): CommandEntry[] {
  const { draft, commands } = state;
  if (draft.entry || !draft.text.startsWith('/')) return [];
  return filterEntries(commandEntries(commands ?? [], locale), draft.text.slice(1));
}

/** Types into the message box. */
export function typeText(page: Page, text: string): void {
  const open = text.startsWith('/');
  change(page, { text, open, active: open ? 0 : -1, problem: null });
}

/** Chooses a command: its required options come on display, and the first gets the focus. */
export function chooseCommand(page: Page, entry: CommandEntry): void {
  const required = entry.options.filter((option) => option.required);
  const fields = Object.fromEntries(required.map((option) => [option.name, blank]));
  page.store.set({
    draft: { ...emptyDraft, entry, fields },
    focusId: required[0] ? `option-${required[0].name}` : 'send',
  });
}

/** The commands have changed: a command being filled takes its new form, and keeps what was filled. */
export function renewEntry(page: Page): void {
  const { draft, commands } = page.store.get();
  const path = draft.entry?.path.join(' ');
  const entries = commandEntries(commands ?? [], scene(page)?.locale ?? 'en-US');
  const entry = entries.find((each) => each.path.join(' ') === path);
  if (!entry) return;
  const shown = entry.options.filter(({ name, required }) => required || draft.fields[name]);
  change(page, {
    entry,
    fields: Object.fromEntries(shown.map(({ name }) => [name, draft.fields[name] ?? blank])),
  });
}

/** Puts an optional option on display. */
export function addOption(page: Page, name: string): void {
  const { fields } = page.store.get().draft;
  change(page, { fields: { ...fields, [name]: blank } });
  page.store.set({ focusId: `option-${name}` });
}

/** Takes an optional option away again. */
export function removeOption(page: Page, name: string): void {
  const { [name]: _, ...fields } = page.store.get().draft.fields;
  change(page, { fields, open: false });
  page.store.set({ focusId: 'send' });
}

/** Types into an option's box. */
export function typeOption(page: Page, option: APIApplicationCommandBasicOption, text: string): void {
  const { draft } = page.store.get();
  const { [option.name]: _, ...errors } = draft.errors;
  change(page, { fields: { ...draft.fields, [option.name]: { text, value: null } }, errors, problem: null });
  suggest(page, option, text, text === '' ? -1 : 0);
}

/** An option's box gets the focus: its list opens. */
export function focusOption(page: Page, option: APIApplicationCommandBasicOption): void {
  change(page, { focused: option.name, suggestions: [], open: false });
  const field = page.store.get().draft.fields[option.name];
  suggest(page, option, field?.value === null ? field.text : '', -1);
}

function suggest(page: Page, option: APIApplicationCommandBasicOption, typed: string, active: number): void {
  const where = scene(page);
  if (!where) return;
  if (hasAutocomplete(option)) {
    change(page, { asking: true, acceptFirst: false });
    complete(page, option, where, (found) => {
      const { focused, acceptFirst } = page.store.get().draft;
      if (focused !== option.name) return;
      const suggestions = found ?? [];
      const nothing = found ? 'No options match.' : 'Loading options failed.';
      const open = suggestions.length > 0 || typed !== '';
      change(page, { suggestions, nothing, open, active, asking: false, acceptFirst: false });
      if (acceptFirst && suggestions.length > 0) chooseSuggestion(page, 0);
    });
    return;
  }
  const list = closedList(option, where);
  const suggestions = list ? matching(list, typed) : [];
  change(page, { suggestions, nothing: 'No options match.', open: list !== null, active, asking: false });
}

/** Chooses a line of the open list for the option that has the focus; an empty required option is next by itself. */
export function chooseSuggestion(page: Page, index: number): void {
  const { draft } = page.store.get();
  if (draft.asking) {
    change(page, { acceptFirst: true });
    return;
  }
  const suggestion = draft.suggestions[index];
  if (!suggestion || draft.focused === null) return;
  const { [draft.focused]: _, ...errors } = draft.errors;
  const fields = {
    ...draft.fields,
    [draft.focused]: { text: suggestion.name, value: suggestion.value },
  };
  change(page, { fields, errors, open: false, active: -1 });
  const next = draft.entry?.options.find(
    ({ name, required }) => required && fields[name]?.text === '' && fields[name].value === null,
  );
  page.store.set({ focusId: `option-${next?.name ?? draft.focused}` });
}

/** Moves the highlight of the open list, around its ends. */
export function move(page: Page, step: 1 | -1, count: number): void {
  const { draft } = page.store.get();
  const from = draft.active === -1 && step === -1 ? count : draft.active;
  if (count > 0) change(page, { open: true, active: (from + step + count) % count });
}

/** An option's box loses the focus: its list closes. */
export function blurOption(page: Page, name: string): void {
  if (page.store.get().draft.focused !== name) return;
  change(page, { focused: null, open: false, active: -1, asking: false, acceptFirst: false });
}

/** Closes the list above the box. */
export function closeList(page: Page): void {
  change(page, { open: false, active: -1 });
}

/** Goes back to looking for a command; nothing was filled in yet. */
export function unchoose(page: Page): void {
  const { entry } = page.store.get().draft;
  page.store.set({ draft: { ...emptyDraft, text: `/${entry?.label ?? ''}`, open: true, active: 0 } });
  page.store.set({ focusId: 'message-box' });
}

/** Gives the command up; the box is empty again. */
export function cancel(page: Page): void {
  page.store.set({ draft: emptyDraft, focusId: 'message-box' });
}
