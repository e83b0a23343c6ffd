import { byTurns } from '../../support/proxy.ts';
import { silent, unsaved, type Scenario } from './scenario.ts';

/** What can happen between the bot, its database and Discord. */
export const NETWORK: Scenario[] = [
  {
    name: 'network-cut',
    fault: 'The network between bot and database is cut: connections are reset, and new ones too.',
    promise: 'Commands say that storage is away; the pool fills itself with new connections afterwards.',
    feels: unsaved,
    lasts: 20,
    async strike({ toDatabase }) {
      toDatabase.refuse();
      return async () => toDatabase.mend();
    },
  },
  {
    name: 'network-black-hole',
    fault:
      'The network between bot and database forwards nothing, and tells nobody. What was sent meanwhile arrives late, when it is back.',
    promise: 'Commands say in time that storage is away; what they gave up is not carried out later.',
    feels: unsaved,
    lasts: 16,
    async strike({ toDatabase }) {
      toDatabase.freeze();
      return async () => toDatabase.mend();
    },
  },
  {
    name: 'commits-late',
    fault: 'Commits are held up in the network until the bot has given up on them, and arrive then.',
    promise: 'Nobody is told that nothing was saved when it was.',
    feels: unsaved,
    lasts: 4,
    async strike({ toDatabase }) {
      toDatabase.trap('COMMIT', byTurns('late'));
      return async () => toDatabase.mend();
    },
  },
  {
    name: 'answers-lost',
    fault:
      'Commits happen, and the answers to them are lost: the connection is reset at that moment, or silent from then on.',
    promise: 'Nobody is told that nothing was saved when it was.',
    feels: unsaved,
    lasts: 16,
    async strike({ toDatabase }) {
      toDatabase.trap('COMMIT', byTurns('silent', 'unheard'));
      return async () => toDatabase.mend();
    },
  },
  {
    name: 'discord-cut',
    fault: 'Discord’s REST API cannot be reached: connections are reset. The gateway stays.',
    promise: 'What was asked meanwhile is done or not, never half; the first answer after it arrives.',
    feels: silent,
    lasts: 12,
    async strike({ toDiscord }) {
      toDiscord.refuse();
      return async () => toDiscord.mend();
    },
  },
];
