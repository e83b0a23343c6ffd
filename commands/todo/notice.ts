import { userMention } from 'discord.js';
import { z } from 'zod';
import { button } from '../../src/discord/declare/buttons.ts';
import { component } from '../../src/discord/declare/command.ts';
import { about, say } from '../../src/discord/declare/reply.ts';
import type { MessageOf } from '../../src/discord/send/send-errand.ts';
import { CALLER } from '../../src/domain/ownership/audience.ts';
import type { ClaimedNotice } from '../../src/models/notice/outbox.ts';
import { noticedTodos } from '../../src/models/notice/noticed.ts';
import { shownTodo } from './show.ts';
import { dueTime, todoLine, todoText } from './todo-text.ts';

/** Characters of a to-do's text where several are shown. */
const LINE = 100;

/** Show: what the message is about, as it is now, for the person's eyes. The notice is in the state so that its message can be found. */
export const noticeShow = component(
  'notice-show',
  z.object({ noticeId: z.uuid() }),
  async ({ state, ...context }) => {
    const todos = await noticedTodos(context.caller, state.noticeId);
    const [first, ...others] = todos;
    if (first && others.length === 0) {
      // As a member of its server, wherever the message is read.
      const caller = { ...context.caller, guildId: first.guildId, isStaff: false };
      return about(CALLER, await shownTodo({ ...context, caller }, { ids: [first.id] }));
    }
    return about(
      CALLER,
      say(todos.map((todo) => todoLine(todo, context, { room: LINE, named: true })).join('\n')),
    );
  },
);

/** What a notice says: who did what to which of the person's to-dos. */
export const noticeMessage: MessageOf<ClaimedNotice> = ({ row, place, t }) => {
  const { id: noticeId, userId, kind, actorId, todos, count, guildId } = row;
  const context = { caller: { userId, guildId: null, isStaff: false } };
  // What is on somebody's own list is nobody else's business, also where they chose to be told.
  const isHidden = place === 'channel' && guildId === null;
  const [first] = todos;
  const actor = actorId === null ? t('settings.somebody') : userMention(actorId);
  const sentence = t(`notice.${count === 1 ? 'one' : 'several'}.${kind}`, {
    count,
    actor,
    todo: first ? todoText(first) : '',
  });
  const isOver = kind === 'done' || kind === 'removed';
  const due = first?.due && !isOver ? `-# ${dueTime(new Date(first.due * 1_000))}` : '';
  const details =
    count === 1
      ? [due]
      : [
          ...todos.map((todo) => `- ${todoText(todo)}`),
          count > todos.length && t('import.more', { count: count - todos.length }),
        ];
  const mention = place === 'channel' ? `${userMention(userId)} ` : '';
  const lines = isHidden ? [mention + t('notice.hidden')] : [mention + sentence, ...details];
  return say(
    lines.filter(Boolean).join('\n'),
    button(context, noticeShow, { noticeId }, { label: t('reminder.show') }),
  );
};
