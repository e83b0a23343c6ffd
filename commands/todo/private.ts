import type { Context } from '../../src/discord/command.ts';
import type { Reply } from '../../src/discord/replies.ts';

/**
 * Answers about a person's own to-dos are for their eyes only, wherever they are given: what somebody has to do is
 * nobody else's business, and a channel must not fill with it. What concerns a list of the server, in that server, is
 * seen by all who share it, unless the caller prefers private answers.
 */
export function inPrivate(
  { caller, settings }: Pick<Context, 'caller' | 'settings'>,
  lists: readonly ({ guildId: string | null } | null)[],
  reply: Reply,
): Reply {
  const shared = lists.every((list) => list?.guildId && list.guildId === caller.guildId);
  return { ...reply, private: settings.privateReplies || lists.length === 0 || !shared };
}
