/** `pong.ts API TOKEN`: discord.js and nothing else. */
import { answerCommands } from './connect.ts';

await answerCommands(process.argv.slice(2), () => Promise.resolve('pong'));
