import { DateTime } from 'luxon';
import { escapeMarkdown, type ChatInputCommandInteraction, type InteractionReplyOptions } from 'discord.js';
import type { Answer } from './connect.ts';
import { helpPage } from './help.ts';
import { buttons, card, menu, pageButtons, say } from './messages.ts';
import type { Store, Todo } from './store.ts';

type Handler = (
  interaction: ChatInputCommandInteraction,
  store: Store,
) => InteractionReplyOptions | Promise<InteractionReplyOptions>;

const startedAt = Math.floor(Date.now() / 1_000);

const dueTime = (dueAt: Date) => {
  const seconds = dueAt.getTime() / 1_000;
  return `<t:${seconds}:F> (<t:${seconds}:R>)`;
};
const numbered = ({ id, text }: Pick<Todo, 'id' | 'text'>) => `\`#${id}\` **${escapeMarkdown(text)}**`;
const counted = (total: number, noun: string) => `${total} ${noun}${total === 1 ? '' : 's'}`;

const HANDLERS: Record<string, Handler> = {
  async 'todo add'({ user, options }, store) {
    const text = options.getString('text', true);
    const due = options.getString('due');
    const dueAt = due ? DateTime.fromFormat(due, 'yyyy-MM-dd HH:mm', { zone: 'utc' }).toJSDate() : null;
    const id = await store.addTodo(user.id, text, dueAt);
    const sentence = `Added ${numbered({ id, text })} to **My list**.`;
    const undo = { label: 'Undo', id: `undo:added:${id}` };
    if (!dueAt) return say(sentence, buttons(undo));
    const hint = 'I read this date in UTC. Set your time zone, and I’ll read dates in your local time.';
    return say(
      `${sentence}\n-# ${dueTime(dueAt)}\n-# ${hint}`,
      buttons(undo, { label: 'Set time zone', id: `zone:${id}` }),
    );
  },

  async 'todo done'({ user, options }, store) {
    const id = Number(options.getString('todo', true));
    const text = await store.finishTodo(user.id, id);
    if (text === undefined) return say(`There is no open to-do \`#${id}\`.`);
    return say(`Done: ${numbered({ id, text })}.`, buttons({ label: 'Undo', id: `undo:done:${id}` }));
  },

  async 'todo list'({ user }, store) {
    const { todos, total } = await store.openTodos(user.id);
    if (total === 0) return say('Nothing to do.');
    const lines = todos.map(
      ({ id, text, dueAt }) => `\`#${id}\` ${escapeMarkdown(text)}${dueAt ? ` · ${dueTime(dueAt)}` : ''}`,
    );
    const choices = todos.map(({ id, text }) => ({ label: `#${id} ${text}`, value: String(id) }));
    const paged = pageButtons('todos', total);
    return card({ title: 'To-dos', lines, facts: ['Open', counted(total, 'to-do'), ...paged.facts] }, [
      menu('todo-done', 'Mark as done…', choices),
      ...paged.rows,
    ]);
  },

  async 'playlist create'({ user, options }, store) {
    const name = options.getString('name', true);
    await store.addPlaylist(user.id, name);
    return say(`Created the playlist **${escapeMarkdown(name)}**. Add the first track with /playlist add.`);
  },

  async 'playlist add'({ user, options }, store) {
    const name = options.getString('playlist', true);
    const title = options.getString('track', true);
    const artist = options.getString('artist');
    const position = await store.addTrack(user.id, name, { title, artist });
    if (position === undefined) return say('There is no such playlist.');
    return say(
      `Added ${trackText({ title, artist })} to **${escapeMarkdown(name)}** at position ${position}.`,
    );
  },

  async 'playlist show'({ user, options }, store) {
    const name = options.getString('playlist', true);
    const found = await store.tracksOf(user.id, name);
    if (!found) return say('There is no such playlist.');
    const { tracks, total, playlistId } = found;
    const lines = tracks.map((track) => `${track.position}\\. ${trackText(track)}`);
    const choices = tracks.map(({ id, position, title, artist }) => ({
      label: `${position}. ${[artist, title].filter(Boolean).join(' – ')}`,
      value: String(id),
    }));
    const paged = pageButtons(`tracks:${playlistId}`, total);
    const facts = [counted(total, 'track'), 'private', ...paged.facts];
    return card({ title: escapeMarkdown(name), lines, facts }, [
      menu(`take-out:${playlistId}`, 'Remove tracks…', choices),
      ...paged.rows,
    ]);
  },

  help: () => helpPage(),

  async about({ client }, store) {
    const asked = performance.now();
    await store.ping();
    const storage = `available, ${(performance.now() - asked).toFixed(1)} ms`;
    const gateway = client.ws.ping < 0 ? 'not measured yet' : `${client.ws.ping} ms`;
    return card({
      title: 'Ostinato',
      lines: [
        'I keep playlists, to-dos, personal preferences and server settings for this community. What you save survives restarts, and you can take it with you or have it deleted at any time.',
      ],
      fields: [
        { name: 'Version', value: '0.1.0', inline: true },
        { name: 'Up since', value: `<t:${startedAt}:R>`, inline: true },
        { name: 'Gateway', value: gateway, inline: true },
        { name: 'Storage', value: storage, inline: true },
        {
          name: 'Privacy',
          value: '[What is stored, and how to have it deleted](https://example.org/privacy)',
        },
        { name: 'Source code', value: '[Code and documentation](https://example.org/source)' },
      ],
    });
  },
};

const trackText = ({ title, artist }: { title: string; artist: string | null }) =>
  [`**${escapeMarkdown(title)}**`, ...(artist ? [escapeMarkdown(artist)] : [])].join(' · ');

/** Answers every command with what the store knows. */
export function repliesFrom(store: Store): Answer {
  return async (interaction) => {
    const name = [interaction.commandName, interaction.options.getSubcommand(false)]
      .filter(Boolean)
      .join(' ');
    const handler = HANDLERS[name];
    if (!handler) throw new Error(`unknown command ${name}`);
    return handler(interaction, store);
  };
}
