import type { Entry } from './ledger.ts';
import { isSaved } from './ledger.ts';
import type { HurtServer } from './server.ts';
import { playlistState, zoneState } from './states.ts';

/** What can be asked by SQL. */
export type Queried = Pick<HurtServer, 'query'>;

/** How the database is, in the words of the ledger: each thing's state by its name. */
type States = ReadonlyMap<string, string>;

/** What comparing the ledger with the database came to. */
export interface Verdict {
  /** Writes that Discord showed as done. */
  acknowledged: number;
  /** Writes that were refused because storage was away: "nothing was saved". */
  notSaved: number;
  /** Writes without an answer, or with one that leaves it open: either is right. */
  unknown: number;
  /** Things that are not as the last acknowledged write left them. */
  lost: number;
  /** What is there more than once. */
  doubled: number;
  /** What is there although a process said that nothing was saved, also where another one's answer took its place. */
  denied: number;
  /** A sentence for everything that is not as it must be. */
  problems: string[];
}

/** What was there before a load began. */
export interface Baseline {
  states: States;
  lastChange: string;
}

/** Notes it; to be called before a load. */
export async function lookBefore(server: Queried): Promise<Baseline> {
  const [row] = await server.query<{ last: string }>(
    'select coalesce(max(id), 0)::text as last from guild_setting_changes',
  );
  return { states: await statesOf(server, '-'), lastChange: row?.last ?? '0' };
}

/** Compares a complete ledger with the database, statement by statement of its own, without the bot's models. */
export async function judge(
  server: Queried,
  ledger: readonly Entry[],
  tag: string,
  before: Baseline,
): Promise<Verdict> {
  const writes = ledger.filter(({ thing }) => thing);
  const now = await statesOf(server, tag);
  const doubles = await doublesOf(server, tag, before.lastChange);
  const broken = await brokenRulesOf(server);
  const faults = ledger.filter(({ outcome }) => outcome === 'fault');
  const problems = [
    ...ledger.flatMap(({ who, verb, thing, wrong }) => (wrong ? [`${who}: ${verb} ${thing}: ${wrong}`] : [])),
    ...(faults.length > 0 ? [`${faults.length} times somebody was told of a fault of ours`] : []),
    ...doubles,
    ...broken,
  ];
  let lost = 0;
  let denied = 0;
  for (const [thing, entries] of Map.groupBy(writes, (entry) => entry.thing)) {
    const is = now.get(thing) ?? nothingOf(thing);
    const wronged = entries.filter((entry) => entry.denied && isSaved(entry));
    denied += wronged.length;
    problems.push(
      ...wronged.map(({ verb, after }) => `${verb} (${after}) was saved, and a process said it was not`),
    );
    const { possible, refused } = fold(entries, before.states.get(thing) ?? nothingOf(thing));
    if (possible.has(is)) continue;
    if (refused.has(is)) denied += 1;
    else lost += 1;
    const told = entries.slice(-3).map(({ verb, outcome, after }) => `${verb}, ${outcome} (${after})`);
    problems.push(`${thing} is ${is || 'not there'}; the ledger ends with ${told.join('; ')}`);
  }
  for (const thing of now.keys()) {
    if (!thing.startsWith('playlist') || writes.some((entry) => entry.thing === thing)) continue;
    problems.push(`${thing} is there, and nobody asked for it`);
  }
  const count = (outcome: Entry['outcome']) => writes.filter((entry) => entry.outcome === outcome).length;
  return {
    acknowledged: writes.filter(isSaved).length,
    notSaved: count('nothing saved'),
    unknown: count('unknown'),
    lost,
    doubled: doubles.length,
    denied,
    problems,
  };
}

/** How a thing is of which there is no row. */
const nothingOf = (thing: string) => (thing.startsWith('playlist') ? '' : zoneState(null));

/** What a thing may be after its entries: an unanswered write may have happened, then or later, or not. */
function fold(entries: readonly Entry[], initial: string): { possible: Set<string>; refused: Set<string> } {
  let last = initial;
  const open = new Set<string>();
  const refused = new Set<string>();
  for (const { outcome, after, denied } of entries) {
    if (outcome === 'acknowledged') last = after;
    else if (outcome === 'nothing saved' || denied) refused.add(after);
    else if (outcome === 'unknown' || outcome === 'fault') open.add(after);
  }
  return { possible: open.add(last), refused };
}

async function statesOf(server: Queried, tag: string): Promise<States> {
  const lists = await server.query<{ name: string; deleted: boolean; titles: string[] }>(
    `select name, deleted_at is not null as deleted,
            array(select title from tracks where playlist_id = p.id and position is not null order by position) as titles
     from playlists p where name ^@ $1`,
    [tag],
  );
  const zones = await server.query<{ thing: string; zone: string | null }>(
    `select 'preferences ' || id as thing, time_zone as zone from users
     union all select 'settings ' || id, time_zone from guilds`,
  );
  return new Map([
    ...lists.map((list) => [`playlist ${list.name.split(' ')[0]}`, playlistState(list)] as const),
    ...zones.map(({ thing, zone }) => [thing, zoneState(zone)] as const),
  ]);
}

/** Each name, title and change is asked for once only. */
async function doublesOf(server: Queried, tag: string, lastChange: string): Promise<string[]> {
  const rows = await server.query<{ what: string; times: string }>(
    `select 'playlist ' || split_part(name, ' ', 1) as what, count(*) as times
     from playlists where name ^@ $1 group by what having count(*) > 1
     union all
     select 'track ' || title, count(*) from tracks where title ^@ $1 group by title having count(*) > 1
     union all
     select 'change to ' || after, count(*) from guild_setting_changes
     where id > $2 and setting = 'timeZone' group by after having count(*) > 1`,
    [tag, lastChange],
  );
  return rows.map(({ what, times }) => `${what} is there ${times} times`);
}

/** Rules that hold between rows: half of a transaction would break one. */
const RULES = {
  'the positions of a playlist are not 1..n': `
    select playlist_id::text as what from tracks where position is not null
    group by playlist_id having min(position) <> 1 or max(position) <> count(*) or count(distinct position) <> count(*)`,
  'a track has no playlist': `
    select id::text as what from tracks t where not exists (select from playlists where id = t.playlist_id)`,
  'a track is neither there nor removed': `
    select id::text as what from tracks where (position is null) = (removed_at is null)`,
  'a playlist has no owner': `
    select id::text as what from playlists p where not exists (select from users where id = p.owner_id)`,
  'a server’s newest change is not what it is set to': `
    select c.guild_id::text as what from (
      select distinct on (guild_id) guild_id, after from guild_setting_changes where setting = 'timeZone'
      order by guild_id, id desc) c join guilds g on g.id = c.guild_id
    where g.time_zone is distinct from c.after`,
} as const;

async function brokenRulesOf(server: Queried): Promise<string[]> {
  const broken: string[] = [];
  for (const [rule, sql] of Object.entries(RULES)) {
    const rows = await server.query<{ what: string }>(sql);
    broken.push(...rows.map(({ what }) => `${rule}: ${what}`));
  }
  return broken;
}
