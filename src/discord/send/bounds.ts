import {
  ComponentType,
  type APIActionRowComponent,
  type APIComponentInLabel,
  type APIComponentInMessageActionRow,
  type APIEmbed,
  type APIEmbedField,
  type APIModalInteractionResponseCallbackData,
  type APISelectMenuOption,
} from 'discord.js';
import type { Choice } from '../declare/command.ts';
import { LIMITS } from '../limits.ts';
import type { Said } from '../declare/reply.ts';
import { fit, shares, truncate, truncateMarkup } from '../text.ts';

/** Stands where Discord wants a text and there is none. */
const EMPTY = '\u200B';

/** A message within Discord's limits, whatever people called their things. */
export function bounded({ content = '', embeds = [], components = [], files = [] }: Said): Required<Said> {
  return {
    content: fit(content, LIMITS.content),
    embeds: boundedEmbeds(embeds.slice(0, LIMITS.embeds)),
    components: components.slice(0, LIMITS.rows).map(boundedRow),
    files: files.slice(0, LIMITS.files).map((file) => ({ ...file, name: fileName(file.name) })),
  };
}

function boundedEmbeds(embeds: APIEmbed[]): APIEmbed[] {
  const { total } = LIMITS.embed;
  const each = embeds.map((embed) => boundedEmbed(embed));
  if (sum(each.flatMap(textsOf)) <= total) return each;
  // The longest texts give way, in all embeds alike.
  const lengths = each.flatMap(textsOf);
  const cap = Math.max(...shares(lengths, total));
  return each.map((embed) => boundedEmbed(embed, cap));
}

const sum = (lengths: readonly number[]) => lengths.reduce((all, length) => all + length, 0);

const textsOf = ({ title = '', description = '', footer, author, fields = [] }: APIEmbed) =>
  [
    title,
    description,
    footer?.text ?? '',
    author?.name ?? '',
    ...fields.flatMap(({ name, value }) => [name, value]),
  ].map(({ length }) => length);

function boundedEmbed(embed: APIEmbed, cap = Infinity): APIEmbed {
  const { title, description, footer, author, fields } = embed;
  const max = LIMITS.embed;
  const at = (limit: number) => Math.min(limit, cap);
  return {
    ...embed,
    ...(title === undefined ? {} : { title: truncateMarkup(title, at(max.title)) }),
    ...(description === undefined ? {} : { description: fit(description, at(max.description)) }),
    // Neither shows any markup.
    ...(footer && { footer: { ...footer, text: truncate(footer.text, at(max.footer)) || EMPTY } }),
    ...(author && { author: { ...author, name: truncate(author.name, at(max.author)) || EMPTY } }),
    ...(fields && { fields: boundedFields(fields, at) }),
  };
}

function boundedFields(fields: APIEmbedField[], at: (limit: number) => number): APIEmbedField[] {
  const { fields: most, fieldName, fieldValue } = LIMITS.embed;
  const kept = fields.length > most ? fields.slice(0, most - 1) : fields;
  const rest = fields.length - kept.length;
  return [
    ...kept.map((field) => ({
      ...field,
      name: truncateMarkup(field.name, at(fieldName)) || EMPTY,
      value: fit(field.value, at(fieldValue)) || EMPTY,
    })),
    ...(rest > 0 ? [{ name: '…', value: `+${rest}` }] : []),
  ];
}

type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

function boundedRow(row: Row): Row {
  return { ...row, components: row.components.map(boundedComponent) };
}

function boundedComponent(component: APIComponentInMessageActionRow): APIComponentInMessageActionRow {
  if (component.type === ComponentType.Button) {
    return 'label' in component && component.label !== undefined
      ? { ...component, label: truncate(component.label, LIMITS.buttonLabel) || EMPTY }
      : component;
  }
  const placeholder = component.placeholder && {
    placeholder: truncate(component.placeholder, LIMITS.placeholder),
  };
  if (component.type !== ComponentType.StringSelect) return { ...component, ...placeholder };
  return { ...component, ...placeholder, options: boundedOptions(component.options) };
}

function boundedOptions<Option extends APISelectMenuOption>(options: readonly Option[]): Option[] {
  return options.slice(0, LIMITS.options).map((option) => ({
    ...option,
    label: truncate(option.label, LIMITS.option) || EMPTY,
    ...(option.description === undefined ? {} : { description: truncate(option.description, LIMITS.option) }),
  }));
}

/** Suggestions within Discord's limits. One whose value would not fit cannot be chosen, and is left out. */
export function boundedChoices(choices: readonly Choice[]): Choice[] {
  return choices
    .filter(({ value }) => value.length > 0 && value.length <= LIMITS.choice)
    .slice(0, LIMITS.choices)
    .map((choice) => ({ ...choice, name: truncate(choice.name, LIMITS.choice) || choice.value }));
}

/** A form within Discord's limits. */
export function boundedModal(
  modal: APIModalInteractionResponseCallbackData,
): APIModalInteractionResponseCallbackData {
  const max = LIMITS.modal;
  return {
    ...modal,
    title: truncate(modal.title, max.title) || EMPTY,
    components: modal.components.map((component) =>
      component.type === ComponentType.Label
        ? {
            ...component,
            label: truncate(component.label, max.label) || EMPTY,
            ...(component.description === undefined
              ? {}
              : { description: truncate(component.description, max.description) }),
            component: boundedField(component.component),
          }
        : component,
    ),
  };
}

function boundedField(field: APIComponentInLabel): APIComponentInLabel {
  if (field.type === ComponentType.StringSelect) return { ...field, options: boundedOptions(field.options) };
  if (field.type !== ComponentType.TextInput || field.value === undefined) return field;
  const most = Math.min(field.max_length ?? LIMITS.modal.value, LIMITS.modal.value);
  return { ...field, value: truncate(field.value, most) };
}

/** Without what no system takes in a file's name, and short of what most do. */
function fileName(name: string): string {
  // oxlint-disable-next-line no-control-regex
  const plain = name.toWellFormed().replace(/[\u0000-\u001F\u007F/\\:*?"<>|]/g, '_') || 'file';
  const extension = /\.\w{1,10}$/.exec(plain)?.[0] ?? '';
  const stem = plain.slice(0, plain.length - extension.length);
  return truncate(stem, LIMITS.fileName - extension.length) + extension;
}
