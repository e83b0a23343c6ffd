import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Answer } from '../../playground/driver/answer.ts';
import { until } from '../support/until.ts';
import { everybodyReadsEnglish, useOstinato } from '../support/ostinato.ts';

const ostinato = useOstinato({ TODO_LISTS_PER_OWNER: '8' });
everybodyReadsEnglish(ostinato);
const as = (...where: Parameters<typeof ostinato.discord.member>) => ostinato.discord.member(...where);
const LISTENING_ROOM = '300000000000000001';
const AWAY = '200000000000000099';
const YEAR = new Date().getFullYear() + 1;
const ours = 'Ours';

describe('/todo lists', () => {
  test('one of the server is everybody’s to see and to add to', async () => {
    const made = await as('alice').slash('/todo lists create', { name: ours, scope: 'server' });
    expect(made.content).toContain(`Created the list **${ours}** for this server`);
    expect(made.ephemeral).toBe(false);
    const added = await as('bob').slash('/todo add', { text: 'Bake', list: ours });
    expect(added.content).toContain('Added `#1` **Bake** to **Ours**');
    expect(added.ephemeral).toBe(false);
    expect((await as('chloe').slash('/todo list', { list: ours })).text).toContain('Bake');
    const lists = await as('chloe').slash('/todo lists show');
    expect(lists.text).toContain(`**${ours}** · 1 open · this server’s · <@${as('alice').id}>`);
    const elsewhere = await as('bob', { dm: true }).slash('/todo list', { list: ours });
    expect(elsewhere.content).toContain('I can’t find a list “Ours”');
  });

  test('who prefers private answers gets them', async () => {
    await as('yuki').slash('/preferences set', { private: true });
    expect((await as('yuki').slash('/todo list', { list: ours })).ephemeral).toBe(true);
  });

  test('names are unique whatever their case, and lists are not without end', async () => {
    await as('dieter').slash('/todo lists create', { name: 'Trip' });
    const taken = await as('dieter').slash('/todo lists create', { name: 'TRIP' });
    expect(taken.content).toContain('You already have a list named');
    const outside = await as('bob', { dm: true }).slash('/todo lists create', { name: 'x', scope: 'server' });
    expect(outside.content).toContain('You can only create a server’s list in a server');
    for (let n = 1; n < 8; n += 1) await as('dieter').slash('/todo lists create', { name: `L${n}` });
    const many = await as('dieter').slash('/todo lists create', { name: 'One too many' });
    expect(many.content).toContain('You have 8 lists, which is the limit');
    const renamed = await as('dieter').slash('/todo lists rename', { list: 'trip', name: 'Journey' });
    expect(renamed.content).toBe('Renamed the list **Trip** to **Journey**.');
  });

  test('sharing lets somebody look, then help, then no longer', async () => {
    const chloe = as('chloe');
    await as('bob').slash('/todo lists create', { name: 'Shared' });
    await as('bob').slash('/todo add', { text: 'Secret', list: 'Shared' });
    const share = (more = {}) =>
      as('bob').slash('/todo lists share', { list: 'Shared', user: chloe, ...more });
    expect((await share()).content).toBe(`<@${chloe.id}> is now a viewer of the list **Shared**.`);
    expect((await chloe.slash('/todo list', { list: 'Shared' })).text).toContain('Secret');
    const refused = await chloe.slash('/todo add', { text: 'x', list: 'Shared' });
    expect(refused.content).toContain('You’re a viewer of the list **Shared**');
    await share({ role: 'editor' });
    expect((await chloe.slash('/todo done', { todo: '1', list: 'Shared' })).content).toContain('Done');
    const deleting = await chloe.slash('/todo lists delete', { list: 'Shared' });
    expect(deleting.content).toContain('Only the owner of the list **Shared** can do that');
    const left = await chloe.slash('/todo lists unshare', { list: 'Shared', user: chloe });
    expect(left.content).toContain('no longer shared');
    expect((await chloe.slash('/todo list', { list: 'Shared' })).content).toContain('I can’t find a list');
    const self = await as('bob').slash('/todo lists share', { list: 'Shared', user: as('bob') });
    expect(self.content).toContain('already owns this list');
    const looked = await as('alice').slash('/todo lists share', { list: ours, user: chloe });
    expect(looked.content).toContain('Every member of this server can already see **Ours** and add to it');
  });

  test('a deleted one comes back by Undo and by restore; one’s own cannot be deleted', async () => {
    await as('bob').slash('/todo lists create', { name: 'Gone' });
    await as('bob').slash('/todo add', { text: 'Still here', list: 'Gone' });
    const deleted = await as('bob').slash('/todo lists delete', { list: 'gone' });
    expect(deleted.content).toContain('Deleted the list **Gone**');
    expect((await deleted.press('Undo')).content).toContain('Restored the list **Gone**');
    await as('bob').slash('/todo lists delete', { list: 'gone' });
    const [choice] = await as('bob').complete('/todo lists restore', { list: '' }, 'list');
    expect(choice?.name).toBe('Gone');
    await as('bob').slash('/todo lists restore', { list: choice?.value });
    expect((await as('bob').slash('/todo list', { list: 'Gone' })).text).toContain('Still here');
    const again = await as('bob').slash('/todo lists restore', { list: 'Gone' });
    expect(again.content).toContain('I can’t find a deleted list “Gone”');
    await as('bob').slash('/todo add', { text: 'mine' });
    const [own] = await as('bob').complete('/todo list', { list: 'my' }, 'list');
    const refused = await as('bob').slash('/todo lists delete', { list: own?.value });
    expect(refused.content).toContain('You can’t rename, share or delete your own list');
  });
});

describe('/todo claim, assign', () => {
  const add = async (text: string, more = {}) => {
    const { content } = await as('bob').slash('/todo add', { text, list: ours, ...more });
    return /#(\d+)/.exec(content)?.[1] ?? '';
  };

  test('twenty claims at once: one has it, the others are told who', async () => {
    const todo = await add('Cook');
    const people = ['alice', 'bob', 'chloe', 'dieter', 'mallory'];
    const answers = await Promise.all(
      Array.from({ length: 20 }, async (_, i) =>
        as(people[i % 5] ?? '').slash('/todo claim', { todo, list: ours }),
      ),
    );
    const claimed = answers.filter(({ content }) => content.includes('is now assigned to you'));
    expect(claimed).toHaveLength(1);
    // Everybody may see it, unless “thinking…” had to come first, which is always private.
    expect(claimed[0]?.ephemeral).toBe(claimed[0]?.deferred);
    const told = answers.filter(({ content }) => content.includes(`#${todo} is already assigned to`));
    expect(told).toHaveLength(19);
    expect(told[0]?.ephemeral).toBe(true);
  });

  test('a claim can be undone, by whoever made it', async () => {
    const todo = await add('Sing');
    const claim = () => as('chloe').slash('/todo claim', { todo, list: ours });
    // What was deferred is private, and only the one who sees it can press.
    const claimed = await until('it is answered at once', async () => {
      const answer = await claim();
      if (!answer.deferred) return answer;
      return void (await answer.press('Undo'));
    });
    expect((await claimed.press('Undo', { as: as('bob') })).text).toContain('belongs to');
    expect((await claimed.press('Undo')).content).toContain('has no assignee now');
    const [choice] = await as('chloe').complete('/todo claim', { todo: 'sing' }, 'todo');
    expect(choice?.name).toContain('Sing');
  });

  test('a member is assigned by whose to-do it is, sees it among theirs, and does it from elsewhere', async () => {
    const dieter = as('dieter');
    const todo = await add('Fix the lamp', { assignee: as('chloe'), due: `${YEAR}-01-01 10:00` });
    const assigned = await as('bob').slash('/todo assign', { todo, list: ours, assignee: dieter });
    expect(assigned.content).toContain(`to <@${dieter.id}>.`);
    expect(assigned.message?.mentions).toEqual([]);
    const refused = await as('mallory').slash('/todo assign', { todo, list: ours, assignee: as('mallory') });
    expect(refused.content).toContain(`#${todo} was added by someone else`);
    expect((await dieter.slash('/todo list', { filter: 'mine' })).text).toContain('Fix the lamp');
    const away = as('dieter', { dm: true });
    const [choice] = await away.complete('/todo done', { todo: 'fix' }, 'todo');
    const done = await away.slash('/todo done', { todo: choice?.value });
    expect(done.content).toContain('Done: ');
    const list = await as('bob').slash('/todo list', { list: ours, filter: 'done' });
    expect(list.text).toContain(`by <@${dieter.id}>`);
  });

  test('nobody in particular, after all', async () => {
    const todo = await add('Sweep', { assignee: as('chloe') });
    const freed = await as('bob').slash('/todo assign', { todo, list: ours });
    expect(freed.content).toContain('has no assignee now');
    expect((await freed.press('Undo')).content).toContain(`to <@${as('chloe').id}>.`);
  });

  test('who is no member cannot be assigned, nor anybody on a list of one’s own', async () => {
    const todo = await add('x');
    // The bot itself is a member, but nobody's to-do list should be its.
    const bot = { id: '1100000000000000001' };
    const stranger = await as('bob').slash('/todo assign', { todo, list: ours, assignee: bot });
    expect(stranger.content).toContain('isn’t a member of this server, or is a bot');
    const own = await as('bob').slash('/todo add', { text: 'x', assignee: as('chloe') });
    expect(own.content).toContain('Only to-dos on a server’s list can have an assignee');
    const claimed = await as('bob').slash('/todo claim', { todo: 'mine' });
    expect(claimed.content).toContain('Only to-dos on a server’s list can have an assignee');
  });

  test('who may not manage the server changes nothing of others’ there, and who may does', async () => {
    const todo = await add('Bob’s own');
    for (const command of ['/todo remove', '/todo edit'])
      expect((await as('mallory').slash(command, { todo, list: ours })).content).toContain(
        'was added by someone else',
      );
    expect((await as('mallory').slash('/todo clear', { list: ours })).content).toContain(
      'Only editors of the list',
    );
    expect((await as('alice').slash('/todo remove', { todo, list: ours })).content).toContain('Removed');
  });
});

describe('/todo import, export', () => {
  const file = (filename: string, text: string) => ({ filename, data: new TextEncoder().encode(text) });

  test.each(['markdown', 'csv', 'json'])('what is exported as %s is imported as it was', async (format) => {
    const bob = as('bob');
    const names = [`From ${format}`, `To ${format}`];
    for (const name of names) await bob.slash('/todo lists create', { name });
    const [list, other] = names;
    await bob.slash('/todo add', {
      text: 'Rent, and “more”',
      due: `${YEAR}-01-31 09:00`,
      repeat: 'monthly',
      priority: 'high',
      list,
    });
    await bob.slash('/todo add', { text: 'Done one', list });
    await bob.slash('/todo done', { todo: '2', list });
    const exported = await bob.slash('/todo export', { format, list });
    expect(exported.content).toBe(`**${list}** as a file, with 2 to-dos.`);
    const [made] = exported.files;
    if (!made) throw new Error('there is a file');
    const answer = await bob.slash('/todo import', {
      list: other,
      file: { filename: made.name, data: await made.bytes() },
    });
    expect(answer.content).toBe(`Added 2 to-dos to **${other}**.`);
    const again = await bob.slash('/todo export', { format, list: other });
    const without = (text = '') => text.replaceAll(list ?? '', '').replaceAll(other ?? '', '');
    expect(without(await again.files[0]?.text())).toBe(without(await made.text()));
    for (const name of names) await bob.slash('/todo lists delete', { list: name });
  });

  test('replacing can be undone', async () => {
    const bob = as('bob');
    await bob.slash('/todo lists create', { name: 'Swap' });
    await bob.slash('/todo add', { text: 'Before', list: 'Swap' });
    const answer = await bob.slash('/todo import', {
      list: 'Swap',
      mode: 'replace',
      file: file('a.md', '- [ ] After\n- [x] Over\n'),
    });
    expect(answer.content).toContain('The previous to-do was removed');
    const texts = async () => (await bob.slash('/todo list', { list: 'Swap' })).text;
    expect(await texts()).toContain('After');
    expect((await answer.press('Undo')).content).toBe('Undid the import. Removed: 2. Restored: 1.');
    expect(await texts()).toContain('Before');
    expect(await texts()).not.toContain('After');
  });

  test('lines that cannot be read are named, and stop it all when that is wanted', async () => {
    const csv = file('a.csv', 'text,due,priority\nGood,,\nBad,no date at all,purple\n"Open,\n');
    const stopped = await as('yuki').slash('/todo import', { file: csv, problems: 'stop' });
    expect(stopped.content).toBe(
      [
        '3 lines of “a.csv” can’t be read, so nothing was imported:',
        '- Line 3: “purple” isn’t a priority I know. Use low, normal, high or urgent.',
        '- Line 3: “no date at all” isn’t a date I can read. Write it like 2026-12-24 17:00.',
        '- Line 4: this isn’t a to-do, or a quotation mark is missing.',
      ].join('\n'),
    );
    const skipped = await as('yuki').slash('/todo import', { file: csv });
    expect(skipped.content).toContain('Added 2 to-dos to **My list**.');
    expect(skipped.content).toContain('isn’t a date I can read');
    const none = await as('yuki').slash('/todo import', { file: file('a.md', '# Only a heading\n') });
    expect(none.ephemeral).toBe(true);
    expect(none.content).toBe(
      [
        '“a.md” has no to-dos. Nothing was changed.',
        'Some parts of the file weren’t imported:',
        '- Line 1: “Only a heading” is a heading or a section.',
      ].join('\n'),
    );
    const large = file('large.md', '#'.repeat(1_048_577));
    expect((await as('yuki').slash('/todo import', { file: large })).content).toContain('is too large');
  });

  test('whose file it is, what was taken and what was left out is told, in the reader’s language', async () => {
    const todoist = file(
      'Home.csv',
      `TYPE,CONTENT,DESCRIPTION,PRIORITY,INDENT,AUTHOR,RESPONSIBLE,DATE,DATE_LANG,TIMEZONE
section,Errands,,,,,,,,
task,Buy milk,,4,1,Ann (1),,,,Europe/Berlin
task,Pay rent,,1,1,Ann (1),,${YEAR}-12-24,en,Europe/Berlin
note,a comment,,,,Ann (1),,,,
note,a comment,,,,Ann (1),,,,
`,
    );
    await as('bob').slash('/todo lists create', { name: 'Home' });
    const english = await as('bob').slash('/todo import', { file: todoist, list: 'Home' });
    expect(english.content).toBe(
      [
        'Added 2 to-dos to **Home**.',
        'This file comes from Todoist. Imported: texts, priorities, and due dates.',
        'Not imported: AUTHOR.',
        'Some parts of the file weren’t imported:',
        '- Line 2: “Errands” is a heading or a section.',
        '- Lines 5 and 6: “a comment” is a comment or a note.',
      ].join('\n'),
    );
    await as('bob').slash('/preferences set', { language: 'de' });
    const german = await as('bob').slash('/todo import', { file: todoist, list: 'Home' });
    expect(german.content).toBe(
      [
        '2 Aufgaben zu **Home** hinzugefügt.',
        'Diese Datei stammt von Todoist. Importiert: Texte, Prioritäten und Fälligkeiten.',
        'Nicht importiert: AUTHOR.',
        'Einiges aus der Datei wurde nicht importiert:',
        '- Zeile 2: „Errands“ ist eine Überschrift oder ein Abschnitt.',
        '- Zeilen 5 und 6: „a comment“ ist ein Kommentar oder eine Notiz.',
      ].join('\n'),
    );
    await as('bob').slash('/preferences set', { language: 'en-US' });
  });

  test('however much is left out, the answer fits into a message and says how much there is', async () => {
    const rows = Array.from({ length: 900 }, (_, index) => `a,${index}**${'_'.repeat(60)}`);
    const answer = await as('bob').slash('/todo import', {
      file: file('a.csv', ['text,due', ...rows].join('\n')),
      list: 'Home',
      mode: 'replace',
      problems: 'stop',
    });
    expect(answer.content).toContain('900 lines of “a.csv” can’t be read');
    expect(answer.content).toMatch(/\nand 89\d more\.$/);
  });
});

describe('Add to to-dos', () => {
  test('takes the text of a message, with a link to it, and a date if one is given', async () => {
    const { id } = await as('bob').say('Remember the milk');
    const opened = await as('alice').onMessage('Add to to-dos', id);
    expect(JSON.stringify(opened.modal)).toContain('Remember the milk');
    const saved = await opened.submit({ due: `${YEAR}-01-01 10:00` });
    expect(saved.content).toContain('Added `#1` **Remember the milk** to **My list**');
    expect(saved.content).toContain(`[message](https://discord.com/channels/${LISTENING_ROOM}/`);
    expect(saved.ephemeral).toBe(true);
  });

  test('what one has already is noticed, and added only when that is meant', async () => {
    const { id } = await as('bob').say('Twice the same');
    await (await as('alice').onMessage('Add to to-dos', id)).submit({});
    const again = await (await as('alice').onMessage('Add to to-dos', id)).submit({ text: 'Other words' });
    expect(again.content).toContain('You already have this to-do: `#2` **Twice the same**');
    expect((await as('alice').slash('/todo list')).text).not.toContain('Other words');
    expect((await again.press('Add anyway')).content).toContain('**Other words**');
    expect((await as('alice').slash('/todo list')).text).toContain('Other words');
    const same = await as('bob').say('twice THE same');
    const like = await (await as('alice').onMessage('Add to to-dos', same.id)).submit({});
    expect(like.content).toContain('You already have this to-do');
  });

  test('people whom the message mentions are in it by their names', async () => {
    const { id } = await as('bob').say(`Ask <@${as('dieter').id}>, not <@1>`);
    const opened = await as('yuki').onMessage('Add to to-dos', id);
    expect(JSON.stringify(opened.modal)).toContain('"Ask @Dieter, not <@1>"');
  });

  test('a text that is too long is shortened, and the form says so', async () => {
    const { id } = await as('bob').say('x'.repeat(1_500));
    const opened = await as('alice').onMessage('Add to to-dos', id);
    expect(JSON.stringify(opened.modal)).toContain('Shortened to 1000 characters');
    expect((await opened.submit({})).content).toContain('Added');
  });

  test('an unreadable date is asked for; the list can be chosen', async () => {
    const { id } = await as('bob').say('For all of us');
    const opened = await as('chloe').onMessage('Add to to-dos', id);
    const [choice] = await as('chloe').complete('/todo add', { text: 'x', list: ours }, 'list');
    const saved = await opened.submit({ due: 'blue', list: String(choice?.value) });
    expect(saved.content).toContain('to **Ours**');
    expect(saved.content).toContain('“blue” isn’t a date I can read');
  });
});

describe('after the bot was killed', () => {
  let deleted: Answer;
  let noticed: Answer;

  beforeAll(async () => {
    await as('mallory').slash('/todo lists create', { name: 'Gone too' });
    await as('mallory').slash('/todo add', { text: 'Still here', list: 'Gone too' });
    deleted = await as('mallory').slash('/todo lists delete', { list: 'gone too' });
    const { id } = await as('bob').say('Three times the same');
    await (await as('mallory').onMessage('Add to to-dos', id)).submit({});
    noticed = await (await as('mallory').onMessage('Add to to-dos', id)).submit({ text: 'Newer words' });

    const { knex } = ostinato.database;
    const { content } = await as('bob').slash('/todo add', { text: 'Left behind', list: ours });
    await knex.raw('insert into users (id) values (?)', [AWAY]);
    await knex.raw('insert into guild_members (guild_id, user_id) values (?, ?)', [LISTENING_ROOM, AWAY]);
    await knex.raw('update todos set assignee_id = ? where text = ?', [AWAY, 'Left behind']);
    const todo = /#(\d+)/.exec(content)?.[1] ?? '';
    const claimed = await as('chloe').slash('/todo claim', { todo, list: ours });
    expect(claimed.content).toContain('is now assigned to you');
    await knex.raw('update guild_members set left_at = null where user_id = ?', [AWAY]);
    await knex.raw('update todos set assignee_id = ? where text = ?', [AWAY, 'Left behind']);
    await ostinato.restart('SIGKILL');
  });

  test('what somebody has who left is free as soon as Discord says so', async () => {
    await until('they are asked after', async () => {
      const { rows } = await ostinato.database.knex.raw<{ rows: object[] }>(
        'select from guild_members where user_id = ? and left_at is not null',
        [AWAY],
      );
      return rows.length > 0 || undefined;
    });
  });

  test('a deleted list comes back by Undo', async () => {
    expect((await deleted.press('Undo')).content).toContain('Restored the list **Gone too**');
    expect((await as('mallory').slash('/todo list', { list: 'Gone too' })).text).toContain('Still here');
  });

  test('what one has already is added when that is meant', async () => {
    expect((await as('mallory').slash('/todo list')).text).not.toContain('Newer words');
    expect((await noticed.press('Add anyway')).content).toContain('**Newer words**');
    expect((await as('mallory').slash('/todo list')).text).toContain('Newer words');
  });
});
