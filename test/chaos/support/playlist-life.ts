import type { Answer } from '../../../playground/driver/answer.ts';
import type { Member } from '../../../playground/driver/member.ts';
import type { Asker, Wish } from './asker.ts';
import { playlistState } from './states.ts';

/** What a lane needs to know. */
export interface Lane {
  member: Member;
  ask: Asker;
  /** Begins everything that this lane makes; no other lane's, and nothing of an earlier load's. */
  token: string;
  random(): number;
  /** Waits between two acts; false when there is to be no more. */
  pause(): Promise<boolean>;
}

/** A page of the bot's shows this many tracks. */
const SHOWN = 10;
const TRACKS_MOST = 9;

interface List {
  token: string;
  name: string;
  titles: string[];
  /** How often something was put into its name or its tracks. */
  made: number;
}

/**
 * One playlist from its creation on, as one person uses it. It ends when the lane does, when the list is deleted for
 * good, or when an answer leaves open how things are: whoever goes on then does so with a new list, so that the state
 * of the old one stays what it was.
 */
export async function livePlaylist(lane: Lane, nth: number): Promise<void> {
  const token = `${lane.token}p${nth}`;
  const list: List = { token, name: token, titles: [], made: 0 };
  const created: Wish = {
    verb: 'create',
    ...changing(list, {}),
    success: 'playlist.created',
    ask: () => lane.member.slash('/playlist create', { name: list.name, visibility: 'public' }),
  };
  if ((await lane.ask(created)).outcome !== 'acknowledged') return;
  while (await lane.pause()) {
    if (!(await act(lane, list))) return;
  }
}

/** One act, chosen by chance; false when the list's life is over. */
async function act(lane: Lane, list: List): Promise<boolean> {
  const n = list.titles.length;
  const chance = lane.random();
  if (n < 2 || (chance < 0.4 && n < TRACKS_MOST)) return add(lane, list);
  if (chance < 0.55) return remove(lane, list);
  if (chance < 0.65) return move(lane, list);
  if (chance < 0.72) return rename(lane, list);
  if (chance < 0.78) return deleteIt(lane, list);
  return look(lane, list);
}

/** Carries a wish out; what it does to the list holds when it was acknowledged. */
async function carryOut(
  lane: Lane,
  list: List,
  wish: Wish,
  then: Partial<List>,
): Promise<Answer | undefined> {
  const { outcome, answer } = await lane.ask({ ...wish, ...changing(list, then) });
  if (outcome !== 'acknowledged') return undefined;
  Object.assign(list, then);
  return answer;
}

function changing(list: List, then: Partial<List> & { deleted?: boolean }): { thing: string; after: string } {
  const { name, titles } = { ...list, ...then };
  return {
    thing: `playlist ${list.token}`,
    after: playlistState({ name, titles, deleted: then.deleted ?? false }),
  };
}

async function add(lane: Lane, list: List): Promise<boolean> {
  list.made += 1;
  const title = `${list.token}t${list.made}`;
  const wish: Wish = {
    verb: 'add',
    success: 'playlist.added',
    ask: () => lane.member.slash('/playlist add', { playlist: list.name, track: title }),
  };
  return Boolean(await carryOut(lane, list, wish, { titles: [...list.titles, title] }));
}

/** Takes a track out, and often presses Undo. */
async function remove(lane: Lane, list: List): Promise<boolean> {
  const before = list.titles;
  const at = Math.floor(lane.random() * before.length);
  const wish: Wish = {
    verb: 'remove',
    success: 'playlist.removed',
    ask: () => lane.member.slash('/playlist remove', { playlist: list.name, positions: String(at + 1) }),
  };
  const removed = await carryOut(lane, list, wish, { titles: before.toSpliced(at, 1) });
  const undo = removed?.buttons[0]?.customId;
  if (!removed || !undo || lane.random() < 0.4) return Boolean(removed);
  const back: Wish = { verb: 'undo', success: 'playlist.putBack', ask: () => removed.press(undo) };
  return Boolean(await carryOut(lane, list, back, { titles: before }));
}

async function move(lane: Lane, list: List): Promise<boolean> {
  const last = list.titles.length;
  const wish: Wish = {
    verb: 'move',
    success: 'playlist.moved',
    ask: () => lane.member.slash('/playlist move', { playlist: list.name, from: last, to: 1 }),
  };
  const titles = [...list.titles.slice(-1), ...list.titles.slice(0, -1)];
  return Boolean(await carryOut(lane, list, wish, { titles }));
}

/** By the form; that it opens changes nothing. */
async function rename(lane: Lane, list: List): Promise<boolean> {
  list.made += 1;
  const name = `${list.token} n${list.made}`;
  const opened = await lane.ask({
    verb: 'edit',
    success: 'form',
    ask: () => lane.member.slash('/playlist edit', { playlist: list.name }),
  });
  const form = opened.answer;
  if (opened.outcome !== 'acknowledged' || !form) return true;
  const wish: Wish = { verb: 'rename', success: 'playlist.edited', ask: () => form.submit({ name }) };
  return Boolean(await carryOut(lane, list, wish, { name }));
}

/** Deletes it, and mostly presses Undo. */
async function deleteIt(lane: Lane, list: List): Promise<boolean> {
  const { outcome, answer } = await lane.ask({
    verb: 'delete',
    ...changing(list, { deleted: true }),
    success: 'playlist.deleted',
    ask: () => lane.member.slash('/playlist delete', { playlist: list.name }),
  });
  const undo = answer?.buttons[0]?.customId;
  if (outcome !== 'acknowledged' || !answer || !undo || lane.random() < 0.3) return false;
  const wish: Wish = { verb: 'restore', success: 'playlist.restored', ask: () => answer.press(undo) };
  return Boolean(await carryOut(lane, list, wish, {}));
}

/** Reads, or makes a mistake: neither changes anything. */
async function look(lane: Lane, list: List): Promise<boolean> {
  const { member } = lane;
  const { name, titles } = list;
  const kinds: Wish[] = [
    {
      verb: 'show',
      success: 'card',
      ask: () => member.slash('/playlist show', { playlist: name }),
      check: ({ text }) => wrongOrder(text, titles.slice(0, SHOWN)),
    },
    { verb: 'list', success: 'card', ask: () => member.slash('/playlist list') },
    { verb: 'search', success: 'card', ask: () => member.slash('/playlist search', { text: name }) },
    {
      verb: 'complete',
      success: 'choices',
      ask: () =>
        member.raw({
          kind: 'autocomplete',
          channelId: member.channelId,
          command: 'playlist',
          options: [
            {
              name: 'show',
              type: 1,
              options: [{ name: 'playlist', type: 3, value: list.token, focused: true }],
            },
          ],
        }),
    },
    {
      verb: 'create again',
      success: 'playlist.created',
      mistake: 'constraint.playlists_user_name',
      ask: () => member.slash('/playlist create', { name }),
    },
    {
      verb: 'remove what is not there',
      success: 'playlist.removed',
      mistake: 'track.noSuchPosition',
      ask: () => member.slash('/playlist remove', { playlist: name, positions: '99' }),
    },
  ];
  const wish = kinds[Math.floor(lane.random() * kinds.length)];
  if (wish) await lane.ask(wish);
  return true;
}

function wrongOrder(text: string, titles: readonly string[]): string | undefined {
  const shown = text.match(/\b\w+p\d+t\d+\b/g) ?? [];
  return shown.join(' ') === titles.join(' ')
    ? undefined
    : `shows ${shown.join(' ')} for ${titles.join(' ')}`;
}
