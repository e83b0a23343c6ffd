/** `pong.ts API TOKEN` */
import { answerCommands } from './connect.ts';

await answerCommands(process.argv.slice(2), (interaction) => interaction.reply('pong'));
