import type { Table } from '../src/models/base/columns.ts';
import { holds } from '../src/models/personal/found.ts';
import { TABLES, tableOf } from '../src/models/personal/tables.ts';

/** What members know by one name: why it is kept, who sees it, and in which tables it is. */
interface Group {
  title: string;
  why: string;
  seen: string;
  tables: readonly (readonly [table: string, what: string])[];
}

const GROUPS: readonly Group[] = [
  {
    title: 'Your preferences',
    why: 'so that the bot speaks your language, reads dates in your time zone and does as you chose. All of them are optional.',
    seen: 'you',
    tables: [['users', 'About you']],
  },
  {
    title: 'Playlists',
    why: 'because you or others saved them',
    seen: 'of a private playlist you and those you share it with; of a server’s playlist its members; of a public one everybody who uses the bot',
    tables: [
      ['playlists', 'A playlist'],
      ['tracks', 'A track'],
      ['playlist_collaborators', 'A share'],
    ],
  },
  {
    title: 'To-dos',
    why: 'because you or others wrote them down. _Add to to-do_ keeps the text of the message that you choose, as far as you leave it in the form, and a link to it.',
    seen: 'of your own lists you and those you share them with; of a server’s list its members',
    tables: [
      ['todo_lists', 'A list'],
      ['todos', 'A to-do'],
      ['todo_list_members', 'A share'],
      ['todo_assignments', 'A to-do that was given to somebody else, so that Undo can give it back'],
    ],
  },
  {
    title: 'Reminders and notices',
    why: 'so that each message comes once, and can be changed when it is no longer true',
    seen: 'you. They come as direct messages, or in the channel where the to-do was made when your direct messages are closed or you chose so; of a list of your own they then say only that something is due or was changed.',
    tables: [
      ['reminders', 'A reminder'],
      ['notices', 'A notice of what somebody did to to-dos of yours, or you to theirs'],
    ],
  },
  {
    title: 'Servers',
    why: 'so that a server’s things are for its members, and its managers know who changed a setting',
    seen: 'its managers; that you are a member, nobody',
    tables: [
      ['guild_members', 'A membership'],
      ['guild_modules', 'A module'],
      ['guild_setting_changes', 'A changed setting'],
      ['guilds', 'The server itself, which is about nobody'],
      ['guild_staff_roles', 'The server itself, which is about nobody'],
    ],
  },
  {
    title: 'What you did just now',
    why: 'so that a command that Discord delivers twice is carried out once, and nobody floods the bot',
    seen: 'nobody',
    tables: [
      ['handled_interactions', 'A command that changed something'],
      ['rate_limits', 'A command that was used often'],
    ],
  },
];

/** In which groups, by that test, a table must be. */
export const TOLD: ReadonlySet<string> = new Set(
  GROUPS.flatMap(({ tables }) => tables.map(([table]) => table)),
);

/** What is held about people, as a document for them, made of what each table declares. */
export function privacyDocument(): string {
  const missing = TABLES.filter((table) => holds(table) !== 'false' && !TOLD.has(table.table));
  if (missing.length > 0)
    throw new Error(
      `Tell members of ${missing.map(({ table }) => table).join(', ')} in docs/privacy-document.ts.`,
    );
  return [INTRODUCTION, ...GROUPS.map(section), END].join('\n\n');
}

function section({ title, why, seen, tables }: Group): string {
  const whats = [...Map.groupBy(tables, ([, what]) => what)].map(
    ([what, of]) => [what, of.map(([table]) => tableOf(table))] as const,
  );
  const lines = whats.map(([what, of]) => `- ${what}: ${listed(of.flatMap(wordsOf))}.`);
  return [
    `## ${title}`,
    lines.join('\n'),
    [
      `**Why:** ${sentence(why)}`,
      `**Who sees it:** ${sentence(seen)}`,
      `**How long:** ${sentence(howLong(whats))}`,
      `**When you are erased:** ${ending(tables.map(([table]) => tableOf(table)))}`,
    ].join('\\\n'),
  ].join('\n\n');
}

const wordsOf = (table: Table) => table.names.flatMap((name) => table.held[name]?.words ?? []);

function howLong(whats: readonly (readonly [what: string, tables: readonly Table[]])[]): string {
  const stays = whats.flatMap(([what, tables]) =>
    tables.flatMap((table) => {
      const { stay } = table.about;
      if (!stay) return [];
      const after = table.held[stay.since]?.words?.replace(/^when /, ' after ') ?? ' later';
      return [`${lowered(what.replace(/(,| of what) .*$/, ''))} goes ${stay.for}${after}`];
    }),
  );
  const rest = stays.length > 0 ? 'the rest stays until it is removed' : 'until you change it or are erased';
  return listed([...stays, ...(stays.length < whats.length ? [rest] : [])], '; ');
}

/** What becomes of what is in tables when a person goes. */
function ending(tables: readonly Table[]): string {
  const unnamed = listed(tables.flatMap(({ about }) => about.without ?? []));
  const kept = tables.flatMap(({ held }) => Object.values(held).flatMap((column) => column.kept ?? []));
  return [
    'What is yours goes.',
    ...(unnamed ? [`Without your name stay: ${unnamed}.`] : []),
    ...(kept.length > 0 ? [`Besides stays: ${listed(kept, '; ')}.`] : []),
  ].join(' ');
}

function listed(items: readonly string[], by = ', '): string {
  return [...new Set(items)].join(by);
}

const lowered = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, '')}.`;

const INTRODUCTION = `# Privacy policy

<!-- Written by docs/write-privacy.ts from what each table declares; a test compares the two. -->

This is what the software stores. Whoever runs a copy of it is responsible for that copy; \`/about\` in Discord links to
this page.

- **Never** your name, avatar, e-mail address, or messages other than those you add to your to-dos yourself.
- Nothing is sold, given away, or used to train anything. Nothing leaves the bot's own database and Discord.
- The log has ids, command names and durations, never what you wrote.
- \`/data export\` hands out everything about you; when that is a lot, a job that has your id sends it by direct message.
  The job is forgotten an hour later, or 30 days later if it failed.
- \`/data delete\` takes everything away at once and for good: what is yours goes, and what belongs to a server stays
  without your name. What you only deleted can be brought back for 30 days.`;

const END = `## Erased means erased

An erasure is one act: all of it happens, or nothing. What you write afterwards is a new person's. So that it holds when
an older backup is restored, a number is kept from which nobody can read who you were, but which tells that it was you
when your id is in the backup; whatever brings it back is erased again before the bot starts. Backups themselves keep
what they had until the operator removes them.
`;
