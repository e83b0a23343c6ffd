import { z } from 'zod';
import { subcommand } from '../../../src/discord/declare/command.ts';
import { humanOption, userOption } from '../../../src/discord/declare/options.ts';
import { about, say } from '../../../src/discord/declare/reply.ts';
import { shareList, unshareList } from '../../../src/models/todo-list/share.ts';
import { listOption, listTitle, suggestsLists } from '../list-option.ts';

/** `/todo lists share`: lets somebody look, or also change all that is on it. */
export const share = subcommand({
  input: z.object({ list: listOption, user: humanOption, role: z.enum(['viewer', 'editor']).optional() }),
  suggest: { list: suggestsLists('owner', { named: true }) },

  async execute({ input: { list: reference, user, role = 'viewer' }, ...context }) {
    const { caller, t } = context;
    const list = await shareList(caller, reference, user, role);
    const sentence = t(`todoList.shared.${role}`, { name: listTitle(list, t), user: `<@${user}>` });
    return about([list], say(sentence));
  },
});

/** `/todo lists unshare`: takes it back; also how somebody leaves who was shared with. */
export const unshare = subcommand({
  input: z.object({ list: listOption, user: userOption }),
  suggest: { list: suggestsLists('viewer', { named: true }) },

  async execute({ input: { list: reference, user }, ...context }) {
    const { caller, t } = context;
    const list = await unshareList(caller, reference, user);
    const sentence = t('todoList.unshared', { name: listTitle(list, t), user: `<@${user}>` });
    return about([list], say(sentence));
  },
});
