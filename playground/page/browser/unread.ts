import type { APIMessage } from 'discord-api-types/v10';
import { MessageFlags } from 'discord-api-types/v10';
import { guildsOf, personAt, placeKey } from './place.ts';
import type { Page, Reading, State } from './state.ts';
import { visibleChannels } from './visible-channels.ts';

const storageKey = 'reading';

/** Learns of the newest messages; the first time, they count as read. */
export function learnNewest(page: Page, newest: Record<string, string>): void {
  const stored = sessionStorage.getItem(storageKey);
  const reading = stored ? (JSON.parse(stored) as Reading) : { since: newest, read: {} };
  page.store.set({ newest, reading });
  if (!stored) sessionStorage.setItem(storageKey, JSON.stringify(reading));
}

/** Takes a message in: it is the newest of its channel, and read where somebody looks or has written it. */
export function noteMessage(page: Page, message: APIMessage): void {
  // Discord marks nothing unread for a message that only one person sees.
  if (((message.flags ?? 0) & MessageFlags.Ephemeral) !== 0) return;
  const { newest, place, world } = page.store.get();
  const { id, channel_id: channelId } = message;
  if (!isNewer(id, newest[channelId])) return;
  page.store.set({ newest: { ...newest, [channelId]: id } });
  if (!place || !world) return;
  const isMine = personAt(world, place)?.user.id === message.author.id;
  if (channelId === place.channelId || isMine) markRead(page, place.person, channelId);
}

/** Somebody sees the newest message of a channel. */
export function markRead(page: Page, person: string, channelId: string): void {
  const { newest, reading } = page.store.get();
  const id = newest[channelId];
  const key = placeKey({ person, channelId });
  if (id === undefined || reading.read[key] === id) return;
  const now = { ...reading, read: { ...reading.read, [key]: id } };
  sessionStorage.setItem(storageKey, JSON.stringify(now));
  page.store.set({ reading: now });
}

/** Whether a channel has a message that a person has not seen. */
export function isUnread({ newest, reading }: State, person: string, channelId: string): boolean {
  const seen = reading.read[placeKey({ person, channelId })] ?? reading.since[channelId];
  return isNewer(newest[channelId], seen);
}

/** Whether a person has unread direct messages. */
export function hasUnreadDms(state: State, personKey: string): boolean {
  const person = state.world?.people.find(({ key }) => key === personKey);
  const channelId = person && state.world?.dmChannels[person.user.id];
  return channelId !== undefined && isUnread(state, personKey, channelId);
}

/** Whether any channel of a guild that a person sees is unread. */
export function isGuildUnread(state: State, personKey: string, guildKey: string): boolean {
  const guild = state.world && guildsOf(state.world, personKey).find(({ key }) => key === guildKey);
  return guild ? visibleChannels(guild, personKey).some(({ id }) => isUnread(state, personKey, id)) : false;
}

function isNewer(id: string | undefined, than: string | undefined): boolean {
  return id !== undefined && (than === undefined || BigInt(id) > BigInt(than));
}
