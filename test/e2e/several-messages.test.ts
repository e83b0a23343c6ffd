import { expect, test } from '@jest/globals';
import { ApplicationIntegrationType, InteractionContextType } from 'discord.js';
import { z } from 'zod';
import { subcommand, type Command } from '../../src/discord/declare/command.ts';
import { about, say, type Said } from '../../src/discord/declare/reply.ts';
import { CALLER, NOTHING, type Shown } from '../../src/domain/ownership/audience.ts';
import { useEdge } from '../support/edge.ts';

/** What follows the first message of each command below. */
let more: () => AsyncGenerator<Said>;

const place = {
  contexts: [InteractionContextType.Guild],
  installs: [ApplicationIntegrationType.GuildInstall],
};
const telling = (name: string, thing: Shown): Command => ({
  name,
  ...place,
  run: subcommand({
    input: z.object({}),
    execute: () => Promise.resolve({ ...about(thing, say('first')), more: more() }),
  }),
});
const edge = useEdge([telling('private', CALLER), telling('open', NOTHING)]);

async function* two(): AsyncGenerator<Said> {
  yield await Promise.resolve(say('second'));
  yield await Promise.resolve(say('third'));
}

async function* broken(): AsyncGenerator<Said> {
  yield await Promise.resolve(say('second'));
  throw new Error('on purpose');
}

test.each([
  ['private', 64],
  ['open', 0],
])('what follows a reply is for the same eyes: %s', async (command, flag) => {
  more = two;
  const alice = edge.discord.member('alice', { channel: 'bot-commands' });
  const from = (await alice.messages()).length;
  await alice.slash(`/${command}`);
  await alice.receives(({ content, flags }) => content === 'third' && ((flags ?? 0) & 64) === flag);
  const told = (await alice.messages()).slice(from).filter(({ author }) => author.bot);
  expect(told.map(({ content }) => content)).toEqual(['first', 'second', 'third']);
  expect(told.map(({ flags }) => (flags ?? 0) & 64)).toEqual([flag, flag, flag]);
});

test('what cannot be told to its end is admitted, and what was told stays', async () => {
  more = broken;
  const alice = edge.discord.member('alice', { channel: 'playlists' });
  await alice.slash('/private');
  const sorry = await alice.receives(({ content }) => content.includes('something went wrong'));
  expect((sorry.flags ?? 0) & 64).toBe(64);
  const told = (await alice.messages()).filter(({ author }) => author.bot);
  expect(told.map(({ content }) => content)).toEqual(['first', 'second', sorry.content]);
  expect(edge.logged.join('\n')).toContain('on purpose');
});
