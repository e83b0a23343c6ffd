import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import { z } from 'zod';
import { complain, integer, list, snowflake, text, unique, url } from './primitives.ts';

const id = integer(0, 2_147_483_647).nullish();
const customId = text(1, 100);
const flag = z.boolean().nullish();
const emoji = z.object({ id: snowflake.nullish(), name: z.string().nullish(), animated: flag }).nullish();
const media = z.object({ url: url('http', 'https', 'attachment') });
const attached = z.object({ url: url('attachment') });

// https://docs.discord.com/developers/components/reference#button
const button = z
  .object({
    type: z.literal(ComponentType.Button),
    id,
    style: z.enum(ButtonStyle),
    custom_id: customId.nullish(),
    label: text(0, 80).nullish(),
    emoji,
    url: url('http', 'https', 'discord').nullish(),
    sku_id: snowflake.nullish(),
    disabled: flag,
  })
  .superRefine((one, ctx) => {
    const isLink = one.style === ButtonStyle.Link;
    const isPremium = one.style === ButtonStyle.Premium;
    if (isLink && !one.url) complain(ctx, 'BASE_TYPE_REQUIRED', 'A url is required', ['url']);
    if (isPremium && !one.sku_id) complain(ctx, 'BASE_TYPE_REQUIRED', 'A sku_id is required', ['sku_id']);
    if (!isLink && !isPremium && !one.custom_id)
      complain(ctx, 'BUTTON_COMPONENT_CUSTOM_ID_REQUIRED', 'A custom id required', ['custom_id']);
    if ((isLink || isPremium) && one.custom_id)
      complain(
        ctx,
        'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
        'A custom id and url cannot both be specified',
      );
    if (!isPremium && !one.label && !one.emoji)
      complain(ctx, 'BUTTON_COMPONENT_INVALID_EMPTY', 'A button must have a label or an emoji');
  });

function choice(max: number) {
  const options = z.object({
    label: text(1, 100),
    value: text(1, 100),
    description: text(0, 100).nullish(),
    emoji,
    default: flag,
  });
  return (min: number) =>
    list(options, min, max).superRefine((all, ctx) =>
      unique(
        all,
        ({ value }) => value,
        (i) =>
          complain(
            ctx,
            'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
            'The specified option value is already used',
            [i, 'value'],
          ),
      ),
    );
}

function ranged<T extends z.ZodRawShape>(max: number, shape: T) {
  const range = { min_values: integer(0, max).nullish(), max_values: integer(1, max).nullish() };
  return z.object({ id, custom_id: customId, required: flag, ...range, ...shape });
}

// https://docs.discord.com/developers/components/reference#string-select
const select = { placeholder: text(0, 150).nullish(), disabled: flag };
const defaults = list(
  z.object({ id: snowflake, type: z.enum(['user', 'role', 'channel']) }),
  0,
  25,
).nullish();
const selects = [
  ranged(25, { ...select, type: z.literal(ComponentType.StringSelect), options: choice(25)(1) }),
  ranged(25, { ...select, type: z.literal(ComponentType.UserSelect), default_values: defaults }),
  ranged(25, { ...select, type: z.literal(ComponentType.RoleSelect), default_values: defaults }),
  ranged(25, { ...select, type: z.literal(ComponentType.MentionableSelect), default_values: defaults }),
  ranged(25, {
    ...select,
    type: z.literal(ComponentType.ChannelSelect),
    default_values: defaults,
    channel_types: z.array(z.int()).nullish(),
  }),
] as const;

const row = z.object({
  type: z.literal(ComponentType.ActionRow),
  id,
  components: list(z.discriminatedUnion('type', [button, ...selects]), 1, 5).superRefine((all, ctx) => {
    if (all.length > 1 && all.some(({ type }) => type !== ComponentType.Button))
      complain(ctx, 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', 'The specified component exceeds the maximum width');
  }),
});

const textDisplay = z.object({ type: z.literal(ComponentType.TextDisplay), id, content: text(1, 4000) });
const thumbnail = z.object({
  type: z.literal(ComponentType.Thumbnail),
  id,
  media,
  description: text(0, 1024).nullish(),
  spoiler: flag,
});
const inContainer = [
  row,
  textDisplay,
  z.object({
    type: z.literal(ComponentType.Section),
    id,
    components: list(textDisplay, 1, 3),
    accessory: z.discriminatedUnion('type', [button, thumbnail]),
  }),
  z.object({
    type: z.literal(ComponentType.MediaGallery),
    id,
    items: list(z.object({ media, description: text(0, 1024).nullish(), spoiler: flag }), 1, 10),
  }),
  z.object({ type: z.literal(ComponentType.File), id, file: attached, spoiler: flag }),
  z.object({
    type: z.literal(ComponentType.Separator),
    id,
    divider: flag,
    spacing: z.literal([1, 2]).nullish(),
  }),
] as const;

/** Anything that may stand at the top of a message. https://docs.discord.com/developers/components/reference */
export const messageComponent = z.discriminatedUnion('type', [
  ...inContainer,
  z.object({
    type: z.literal(ComponentType.Container),
    id,
    accent_color: integer(0, 0xffffff).nullish(),
    spoiler: flag,
    components: list(z.discriminatedUnion('type', inContainer), 1, 40),
  }),
]);

const textInput = z.object({
  type: z.literal(ComponentType.TextInput),
  id,
  custom_id: customId,
  style: z.literal([1, 2]),
  label: text(1, 45).nullish(),
  value: text(0, 4000).nullish(),
  placeholder: text(0, 100).nullish(),
  required: flag,
  min_length: integer(0, 4000).nullish(),
  max_length: integer(1, 4000).nullish(),
});

const field = z.discriminatedUnion('type', [
  textInput,
  ...selects,
  ranged(10, { type: z.literal(ComponentType.FileUpload) }),
  ranged(10, { type: z.literal(ComponentType.RadioGroup), options: choice(10)(2) }),
  ranged(10, { type: z.literal(ComponentType.CheckboxGroup), options: choice(10)(1) }),
  z.object({ type: z.literal(ComponentType.Checkbox), id, custom_id: customId, default: flag }),
]);

/** Anything that may stand at the top of a modal. https://docs.discord.com/developers/components/reference#label */
export const modalComponent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal(ComponentType.ActionRow),
    id,
    components: list(textInput.extend({ label: text(1, 45) }), 1, 1),
  }),
  z.object({
    type: z.literal(ComponentType.Label),
    id,
    label: text(1, 45),
    description: text(0, 100).nullish(),
    component: field,
  }),
  textDisplay,
]);
