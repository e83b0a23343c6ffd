import { silent, type Scenario } from './scenario.ts';

/** Milliseconds: later than Discord waits for an answer. */
const TOO_LATE_MS = 3_500;

/** What can happen on Discord's side. */
export const DISCORD: Scenario[] = [
  {
    name: 'gateway-dropped',
    fault:
      'The gateway’s connection is dropped and resumed, with what was sent meanwhile, and each interaction comes twice.',
    promise:
      'Each interaction is carried out once; those that come meanwhile are answered late or not at all.',
    lasts: 60,
    async strike({ discord }) {
      await discord.gateway.duplicate(true);
      await discord.gateway.drop();
      return async () => {
        await discord.gateway.drop();
        await discord.gateway.duplicate(false);
      };
    },
  },
  {
    name: 'session-lost',
    fault: 'The gateway’s connection is dropped, and Discord no longer knows the session.',
    promise: 'The bot identifies anew; what was sent meanwhile is lost by Discord, never done by half.',
    feels: silent,
    lasts: 1,
    async strike({ discord }) {
      await discord.gateway.drop({ resumable: false });
      return () => discord.ready();
    },
  },
  {
    name: 'discord-429',
    fault: 'Discord answers half of the bot’s requests with 429.',
    promise: 'The bot waits as it is told and tries again; it never sends anything twice that was taken.',
    lasts: 60,
    async strike({ discord }) {
      await discord.faults.set({ rest: { status: 429, share: 0.5, retryAfterSeconds: 0.5 } });
      return () => discord.faults.clear();
    },
  },
  {
    name: 'discord-500',
    fault: 'Discord answers nine of ten requests with 500.',
    promise:
      'The bot tries again a few times; what Discord never takes was done or not, and can be looked up.',
    feels: silent,
    lasts: 12,
    async strike({ discord }) {
      await discord.faults.set({ rest: { status: 500, share: 0.9 } });
      return () => discord.faults.clear();
    },
  },
  {
    name: 'discord-slow',
    fault: 'Discord takes longer to answer the bot than it waits for the bot’s own answer.',
    promise: 'People see that the bot did not respond; what they asked for is done or not, never half.',
    feels: silent,
    lasts: 20,
    async strike({ discord }) {
      await discord.faults.set({ latency: { restMs: TOO_LATE_MS, gatewayMs: 0 } });
      return () => discord.faults.clear();
    },
  },
];
