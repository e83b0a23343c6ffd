import { ButtonStyle } from 'discord.js';
import { z } from 'zod';
import { button } from '../../src/discord/declare/buttons.ts';
import { component, subcommand } from '../../src/discord/declare/command.ts';
import type { Context } from '../../src/discord/declare/context.ts';
import { form } from '../../src/discord/declare/form.ts';
import { about, card, say, type Reply } from '../../src/discord/declare/reply.ts';
import { CALLER } from '../../src/domain/ownership/audience.ts';
import { UserError } from '../../src/errors.ts';
import { erasePerson } from '../../src/models/personal/erase.ts';
import type { Erasure } from '../../src/models/personal/outcome.ts';
import { previewErasure } from '../../src/models/personal/preview.ts';

/** Longer than the word in any language, so that a slip of the hand is told as one. */
const WORD_MAX = 40;

/** `/data delete`: what would go and what would stay, with a button that leads on. */
export const deleteData = subcommand({
  input: z.object({}),
  async execute(context) {
    const { caller, t } = context;
    const erasure = await previewErasure(caller.userId);
    if (isEmpty(erasure)) return nothing(context);
    const look = { label: t('data.preview.button'), style: ButtonStyle.Danger } as const;
    return told(context, erasure, 'preview', [button(context, eraseButton, {}, look)]);
  },
});

/** Opens the form that asks for the word, with what would go as of now: the numbers above may be of another day. */
export const eraseButton = component(
  'data.erase',
  z.object({}),
  async (context) => {
    const { caller, t } = context;
    const erasure = await previewErasure(caller.userId);
    if (isEmpty(erasure)) return nothing(context);
    const [erased, kept] = [erasure.erased, erasure.kept].map((counts) =>
      numberIn(context)(counts.reduce((sum, { count }) => sum + count, 0)),
    );
    const word = {
      label: t('data.form.type', { word: t('data.form.word') }),
      description: t('data.form.counts', { erased, kept }),
    };
    return eraseForm.open(caller, {}, { title: t('data.form.title'), fields: { word } });
  },
  { opensForm: true },
);

/** Erases the caller once the word is typed: the answer is the last that anything knows of them. */
export const eraseForm = form(
  'data.erasing',
  z.object({}),
  z.object({ word: z.string().max(WORD_MAX) }),
  async ({ fields, ...context }) => {
    const { caller, forgetSettings, t } = context;
    const word = t('data.form.word');
    if (folded(fields.word) !== folded(word))
      throw new UserError('data.form.wrongWord', { value: fields.word, word });
    const erasure = await erasePerson(caller.userId);
    forgetSettings({ userId: caller.userId });
    return told(context, erasure, 'done');
  },
);

const isEmpty = ({ erased, kept }: Erasure) => erased.length === 0 && kept.length === 0;

const nothing = ({ t }: Context) => about(CALLER, say(t('data.nothing')));

/** A word as it is compared: whatever its case, and with or without the quotation marks that it is shown in. */
const folded = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}]/gu, '');

const numberIn = ({ locale }: Context) => {
  const format = new Intl.NumberFormat(locale);
  return (count: number) => format.format(count);
};

function told(
  context: Context,
  erasure: Erasure,
  when: 'preview' | 'done',
  buttons: Parameters<typeof card>[1] = [],
): Reply {
  const { t } = context;
  const number = numberIn(context);
  const fields = (['erased', 'kept'] as const).flatMap((which) => {
    // What others are on comes first.
    const lines = erasure[which]
      .toReversed()
      .map(({ kind, count }) => t('data.count', { kind: t(`data.kinds.${kind}`), count: number(count) }));
    return lines.length > 0 ? [{ name: t(`data.${when}.${which}`), value: lines.join('\n') }] : [];
  });
  const embed = { title: t(`data.${when}.title`), description: t(`data.${when}.intro`), fields };
  return about(CALLER, card(embed, buttons));
}
