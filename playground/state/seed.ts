import { PermissionFlagsBits as P } from 'discord-api-types/v10';

/** A channel of the seed. */
export interface SeedChannel {
  id: string;
  name: string;
  topic: string;
  /** The role that may see it; everybody may unless told. */
  only?: string;
  /** What everybody, the bot too, is denied in it. */
  denied?: bigint;
}

/** A guild of the seed; role and channel ids are fixed, so that what a bot remembers still fits after a restart. */
export interface SeedGuild {
  key: string;
  id: string;
  name: string;
  owner: string;
  locale: string;
  everyone: bigint;
  roles: { key: string; id: string; name: string; color: number; permissions: bigint }[];
  channels: SeedChannel[];
  /** A person's key, and the keys of their roles. */
  members: Record<string, { nick?: string; roles: string[] }>;
  /** The bot is no member. */
  withoutBot?: true;
}

const READ_AND_WRITE =
  P.ViewChannel | P.SendMessages | P.ReadMessageHistory | P.AddReactions | P.Connect | P.ChangeNickname;
const MEMBER = READ_AND_WRITE | P.EmbedLinks | P.AttachFiles | P.UseApplicationCommands | P.UseExternalApps;
const BOT = MEMBER | P.ManageMessages;

/** The application and its bot user, which share an id. */
export const APPLICATION = { id: '1100000000000000001', name: 'Ostinato' };

/** The people one can act as. */
export const PEOPLE = [
  { key: 'alice', id: '200000000000000001', name: 'Alice', locale: 'en-US', dm: '600000000000000001' },
  { key: 'bob', id: '200000000000000002', name: 'Bob', locale: 'en-US', dm: '600000000000000002' },
  { key: 'chloe', id: '200000000000000003', name: 'Chloé', locale: 'fr', dm: '600000000000000003' },
  { key: 'dieter', id: '200000000000000004', name: 'Dieter', locale: 'de', dm: '600000000000000004' },
  { key: 'mallory', id: '200000000000000005', name: 'Mallory', locale: 'en-US', dm: '600000000000000005' },
  { key: 'yuki', id: '200000000000000006', name: 'ゆき', locale: 'ja', dm: '600000000000000006' },
] as const;

/** In Night Owls only the role Regular may use commands, and Mallory does not have it. In Somewhere Else the bot is no member. */
export const GUILDS: SeedGuild[] = [
  {
    key: 'listening-room',
    id: '300000000000000001',
    name: 'The Listening Room',
    owner: 'alice',
    locale: 'en-US',
    everyone: MEMBER,
    roles: [
      { key: 'bot', id: '500000000000000001', name: 'Ostinato', color: 0x5865f2, permissions: BOT },
      {
        key: 'curator',
        id: '500000000000000002',
        name: 'Curator',
        color: 0xe91e63,
        permissions: MEMBER | P.ManageGuild | P.ManageMessages | P.ManageRoles,
      },
      { key: 'listener', id: '500000000000000003', name: 'Listener', color: 0x2ecc71, permissions: MEMBER },
      { key: 'helper', id: '500000000000000004', name: 'Helper', color: 0x1abc9c, permissions: MEMBER },
    ],
    channels: [
      { id: '400000000000000001', name: 'general', topic: 'Say hello' },
      { id: '400000000000000002', name: 'playlists', topic: 'What are you listening to?' },
      { id: '400000000000000003', name: 'bot-commands', topic: 'Try things here' },
      { id: '400000000000000004', name: 'curators', topic: 'Staff only', only: 'curator' },
    ],
    members: {
      alice: { nick: 'Alice (host)', roles: ['curator'] },
      bob: { roles: ['listener'] },
      chloe: { roles: ['listener'] },
      dieter: { roles: ['listener'] },
      mallory: { roles: [] },
      yuki: { roles: ['listener', 'helper'] },
    },
  },
  {
    key: 'night-owls',
    id: '300000000000000002',
    name: 'Night Owls',
    owner: 'dieter',
    locale: 'de',
    everyone: READ_AND_WRITE,
    roles: [
      { key: 'bot', id: '500000000000000011', name: 'Ostinato', color: 0x5865f2, permissions: BOT },
      {
        key: 'warden',
        id: '500000000000000012',
        name: 'Warden',
        color: 0xf1c40f,
        permissions: MEMBER | P.ManageGuild,
      },
      { key: 'regular', id: '500000000000000013', name: 'Regular', color: 0x3498db, permissions: MEMBER },
    ],
    channels: [
      { id: '400000000000000011', name: 'general', topic: 'Wer ist noch wach?' },
      { id: '400000000000000012', name: 'playlists', topic: 'Music for the small hours' },
      { id: '400000000000000013', name: 'bot-commands', topic: '' },
      { id: '400000000000000014', name: 'rules', topic: 'Nobody writes here', denied: P.SendMessages },
    ],
    members: {
      alice: { roles: ['regular'] },
      bob: { roles: ['regular'] },
      chloe: { roles: ['regular'] },
      dieter: { roles: ['warden'] },
      mallory: { nick: 'mallory?', roles: [] },
    },
  },
  {
    key: 'elsewhere',
    id: '300000000000000003',
    name: 'Somewhere Else',
    owner: 'bob',
    locale: 'en-US',
    everyone: MEMBER,
    roles: [],
    channels: [
      { id: '400000000000000021', name: 'general', topic: 'Apps that people brought along answer here' },
      { id: '400000000000000022', name: 'quiet', topic: 'They answer in private', denied: P.UseExternalApps },
    ],
    members: { alice: { roles: [] }, bob: { roles: [] } },
    withoutBot: true,
  },
];

/** What people already wrote, so that message commands have something to be opened on. */
export const CHATTER = [
  {
    as: 'bob',
    channelId: '400000000000000001',
    content: 'Morning! Anyone up for a listening session tonight?',
  },
  {
    as: 'chloe',
    channelId: '400000000000000002',
    content:
      'On repeat all week: https://www.youtube.com/watch?v=dQw4w9WgXcQ and https://open.spotify.com/track/4uLU6hMCjMI75M1A2tKUQC',
  },
  { as: 'dieter', channelId: '400000000000000002', content: 'Remind me to bring the vinyl on Friday.' },
  { as: 'alice', channelId: '400000000000000012', content: 'https://soundcloud.com/forss/flickermood' },
];

/** Who takes no direct messages from bots: writing to them answers 50007. */
export const CLOSED_DMS: string[] = ['mallory'];

/** Who has installed the app to their account. */
export const INSTALLED_BY: string[] = ['alice'];
