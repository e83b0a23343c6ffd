import { ButtonStyle, time, TimestampStyles, userMention } from 'discord.js';
import { z } from 'zod';
import { button } from '../../src/discord/declare/buttons.ts';
import { component } from '../../src/discord/declare/command.ts';
import { about, say } from '../../src/discord/declare/reply.ts';
import type { ClosedMessage } from '../../src/discord/send/close-reminder.ts';
import type { MessageOf } from '../../src/discord/send/send-errand.ts';
import { CALLER, NOTHING } from '../../src/domain/ownership/audience.ts';
import { lateness } from '../../src/domain/time/lateness.ts';
import { SNOOZES, snoozeUntil } from '../../src/domain/time/day.ts';
import type { ClaimedReminder } from '../../src/models/reminder/outbox.ts';
import { snoozeReminder } from '../../src/models/reminder/snooze.ts';
import { completeTodos } from '../../src/models/todo/complete.ts';
import { truncate } from '../../src/discord/text.ts';
import { shownTodo } from './show.ts';
import { undoButton } from '../undo.ts';

/** Characters of a to-do's text: with each of them escaped, and a link behind it, a message holds no more. */
const TEXT = 700;

/** Done: the to-do is, and what repeats comes again. The reminder is in the state so that its message can be found. */
const done = component(
  'reminder-done',
  z.object({ reminderId: z.uuid(), todoId: z.uuid() }),
  async ({ state, ...context }) => {
    const { caller, permissions, now, t } = context;
    const { todoId, reminderId } = state;
    const { todos, successors, actId } = await completeTodos(caller, { ids: [todoId] }, now(), reminderId);
    const { text = '' } = todos[0] ?? {};
    // In a channel others read along.
    const sentence = permissions
      ? t('reminder.completedHere')
      : t('reminder.completed', { text: truncate(text, TEXT) });
    const next = successors[0]?.dueAt;
    const said = say(
      next ? `${sentence} ${t('reminder.again', { when: when(next) })}` : sentence,
      undoButton(context, { kind: 'todo-done', act: actId }),
    );
    return about(permissions ? NOTHING : todos, said);
  },
);

/** Snooze: reminds again, counted from the press. */
const snooze = component(
  'reminder-snooze',
  z.object({ reminderId: z.uuid(), kind: z.enum(SNOOZES) }),
  async ({ caller, permissions, settings, now, state, t }) => {
    const until = snoozeUntil(state.kind, now(), settings.timeZone);
    const { text } = await snoozeReminder(caller, state.reminderId, until);
    if (permissions) return about(NOTHING, say(t('reminder.snoozedHere', { when: when(until) })));
    return about(CALLER, say(t('reminder.snoozed', { text: truncate(text, TEXT), when: when(until) })));
  },
);

/** Show, where others read along: what is due, for the person's eyes. */
const show = component(
  'reminder-show',
  z.object({ reminderId: z.uuid(), todoId: z.uuid() }),
  async ({ state, ...context }) => about(CALLER, await shownTodo(context, { ids: [state.todoId] })),
);

/** The buttons of reminders. */
export const reminderComponents = [done, snooze, show];

/** What a reminder says: what is due and when, how late it comes, where it came from, and what can be done at once. */
export const reminderMessage: MessageOf<ClaimedReminder> = ({ row: reminder, place, now, t, locale }) => {
  const { id: reminderId, todoId, userId, text, dueAt, remindAt, sourceUrl } = reminder;
  const context = { caller: { userId, guildId: null, isStaff: false } };
  // What is on somebody's own list is nobody else's business, also where they chose to be reminded.
  const isHidden = place === 'channel' && reminder.guildId === null;
  const hidden = reminder.by === 'dm' ? 'reminder.dueHere' : 'reminder.dueHidden';
  const told = { text: truncate(text, TEXT), when: when(dueAt) };
  const by = lateness(now.getTime() - remindAt.getTime(), locale);
  const lines = [
    (place === 'channel' ? `${userMention(userId)} ` : '') +
      (isHidden ? t(hidden, { when: told.when }) : t('reminder.due', told)),
    by && t('reminder.late', { by }),
    !isHidden && sourceUrl && t('reminder.source', { url: sourceUrl }),
  ];
  return say(
    lines.filter(Boolean).join('\n'),
    button(context, done, { reminderId, todoId }, { label: t('reminder.done'), style: ButtonStyle.Success }),
    ...(isHidden ? [button(context, show, { reminderId, todoId }, { label: t('reminder.show') })] : []),
    ...SNOOZES.map((kind) =>
      button(context, snooze, { reminderId, kind }, { label: t(`reminder.snooze.${kind}`) }),
    ),
  );
};

/** What it says once the to-do was done, moved or taken away elsewhere: there is nothing left to press. */
export const closedReminder: ClosedMessage = ({ became, text, dueAt }, t) => {
  const about = text === null ? null : truncate(text, TEXT);
  if (became === 'done')
    return say(about === null ? t('reminder.completedHere') : t('reminder.completed', { text: about }));
  if (became === 'moved' && dueAt) return say(t('reminder.moved', { when: when(dueAt) }));
  return say(t('reminder.gone'));
};

const when = (date: Date) =>
  `${time(date, TimestampStyles.LongDateShortTime)} (${time(date, TimestampStyles.RelativeTime)})`;
