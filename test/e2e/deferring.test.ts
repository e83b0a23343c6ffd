import { beforeEach, expect, test } from '@jest/globals';
import { InteractionResponseType, Routes } from 'discord.js';
import { Conflict } from '../../src/errors.ts';
import { useEdge } from '../support/edge.ts';
import { doing, gate, slowCommands } from '../support/slow-commands.ts';
import { until } from '../support/until.ts';

const edge = useEdge(slowCommands);

beforeEach(() => {
  doing.step = () => Promise.resolve();
  edge.deferAfter(0);
});

/** As another process does that gets the interaction before this one. */
function thinksInPublicFirst(): void {
  const dispatcher = edge.dispatchWith({ deferAfterMs: 0 });
  edge.receive((interaction) => {
    const thinking = edge.client.rest.post(Routes.interactionCallback(interaction.id, interaction.token), {
      auth: false,
      body: { type: InteractionResponseType.DeferredChannelMessageWithSource },
    });
    void thinking.then(() => dispatcher.handle(interaction));
  });
}

test('a handler that takes long is deferred, and its answer takes the place of “thinking…”', async () => {
  const { open, opened } = gate();
  doing.step = () => opened;
  const asking = edge.discord.member('alice').slash('/slow');
  const thinking = await edge.discord
    .member('alice')
    .receives((message) => ((message.flags ?? 0) & 128) !== 0);
  open();
  const answer = await asking;
  expect(answer.deferred).toBe(true);
  expect(answer.message?.id).toBe(thinking.id);
  expect(answer.content).toBe('done');
  // What it would be about was not known, and so it was private from the start.
  expect(answer.ephemeral).toBe(true);
});

test('where nobody else is, “thinking…” is like any message', async () => {
  const { open, opened } = gate();
  doing.step = () => opened;
  const alice = edge.discord.member('alice', { dm: true });
  await edge.settings.of(alice.id, null);
  const asking = alice.slash('/private');
  await alice.receives((message) => ((message.flags ?? 0) & 128) !== 0);
  open();
  expect(await asking).toMatchObject({ deferred: true, ephemeral: false, content: 'done' });
});

test('what is private is deferred privately', async () => {
  const { open, opened } = gate();
  doing.step = () => opened;
  const asking = edge.discord.member('bob').slash('/private');
  await edge.discord.member('bob').receives((message) => ((message.flags ?? 0) & 128) !== 0);
  open();
  expect(await asking).toMatchObject({ deferred: true, ephemeral: true, content: 'done' });
});

test('a mistake found after a public “thinking…” is told to the caller alone', async () => {
  const { open, opened } = gate();
  doing.step = () => opened.then(() => Promise.reject(new Conflict('errors.staleButton')));
  thinksInPublicFirst();
  const chloe = edge.discord.member('chloe', { channel: 'bot-commands' });
  const asking = chloe.slash('/slow');
  await chloe.receives((message) => ((message.flags ?? 0) & 128) !== 0);
  open();
  const answer = await asking;
  // Chloé's Discord speaks French.
  expect(answer.text).toContain('n’est plus à jour');
  expect(answer.message).toBeNull();
  expect(answer.followups).toMatchObject([{ flags: 64 }]);
  // Nothing that everybody could see had anything to read in it.
  expect(answer.view.received.map(({ method }) => method).slice(-3)).toEqual(['GET', 'DELETE', 'POST']);
  const bystander = await edge.discord.member('bob', { channel: 'bot-commands' }).messages();
  expect(bystander).toEqual([]);
});

test('a public “thinking…” that cannot be taken away is left: the refusal is not shown to everybody instead', async () => {
  const { open, opened } = gate();
  doing.step = () => opened.then(() => Promise.reject(new Conflict('errors.staleButton')));
  thinksInPublicFirst();
  const bob = edge.discord.member('bob', { channel: 'playlists' });
  const before = edge.handled.length;
  // It stays as it is, so that nobody waits for the end of it.
  void Promise.allSettled([bob.slash('/slow')]);
  await bob.receives((message) => ((message.flags ?? 0) & 128) !== 0);
  // As often as discord.js tries.
  await edge.discord.faults.set({ rest: { status: 500, times: 4, routes: ['DELETE'] } });
  open();
  await until('it is given up', () => edge.handled.length > before);
  expect(edge.handled.at(-1)).toMatchObject({ command: 'slow', outcome: 'unanswered' });
  await edge.discord.faults.clear();
  const shown = await edge.discord.member('alice', { channel: 'playlists' }).messages();
  expect(shown.filter(({ content }) => content.includes('out of date'))).toEqual([]);
  expect(shown.filter(({ flags }) => ((flags ?? 0) & 128) !== 0)).toHaveLength(1);
});

test('a press that takes long leaves the message until there is something to show', async () => {
  edge.deferAfter(60_000);
  const answer = await edge.discord.member('alice').slash('/slow');
  expect(answer.deferred).toBe(false);
  edge.deferAfter(0);
  const { open, opened } = gate();
  doing.step = () => opened;
  const pressing = answer.press('Press');
  open();
  expect(await pressing).toMatchObject({ content: 'pressed ä:b' });
});

test('what opens a form is never deferred, and says so when storage keeps it waiting', async () => {
  const dispatcher = edge.dispatchWith({ deferAfterMs: 0, formWithinMs: 100 });
  edge.receive((interaction) => dispatcher.handle(interaction));
  doing.step = () => new Promise(() => undefined);
  const answer = await edge.discord.member('alice').slash('/fill');
  expect(answer).toMatchObject({ deferred: false, ephemeral: true });
  expect(answer.content).toContain('Storage is briefly unavailable');
});
