import { isSaved } from '../support/ledger.ts';
import { unsaved, type Scenario } from './scenario.ts';

/** What can happen where two processes of the bot get every interaction. */
export const TWO_PROCESSES: Scenario[] = [
  {
    name: 'two-processes',
    fault: 'Two processes of the bot get every interaction, until one of them is ended by kill -9.',
    promise: 'Each interaction is carried out by one of them.',
    lasts: 100,
    async strike(stage) {
      const second = await stage.startSecond();
      return async () => void (await second.bot.stop('SIGKILL'));
    },
  },
  {
    name: 'first-of-two-cut-off',
    fault:
      'Two processes of the bot get every interaction, and the one that was there first loses the database.',
    promise: 'The other one answers, and neither says that nothing was saved when it was.',
    lasts: 100,
    async strike(stage) {
      const second = await stage.startSecond();
      stage.toDatabase.refuse();
      return async () => {
        stage.toDatabase.mend();
        await second.bot.stop();
      };
    },
  },
  {
    name: 'second-of-two-cut-off',
    fault: 'Two processes of the bot get every interaction, and the one that came last loses the database.',
    promise: 'The other one answers, and neither says that nothing was saved when it was.',
    lasts: 100,
    async strike(stage) {
      const second = await stage.startSecond();
      second.toDatabase.refuse();
      return async () => {
        second.toDatabase.mend();
        await second.bot.stop();
      };
    },
  },
  {
    name: 'first-cut-off-unawares',
    fault:
      'A process of the bot loses the database, and a second one starts, of which it cannot know from there.',
    promise:
      'Until the first has heard of it from Discord, only one of the two can answer, and that one is right.',
    feels: isSaved,
    lasts: 30,
    async strike(stage) {
      stage.toDatabase.refuse();
      const second = await stage.startSecond();
      return async () => {
        stage.toDatabase.mend();
        await second.bot.stop();
      };
    },
  },
  {
    name: 'two-processes-database-killed',
    fault:
      'Two processes of the bot get every interaction twice, and the database server is ended by kill -9, and started again.',
    promise: 'Where neither can know whether something was saved, neither says that it was not.',
    feels: unsaved,
    lasts: 12,
    async strike(stage) {
      const second = await stage.startSecond();
      await stage.discord.gateway.duplicate(true);
      await stage.server.kill();
      return async () => {
        await stage.restartServer();
        await stage.discord.gateway.duplicate(false);
        await second.bot.stop();
      };
    },
  },
];
