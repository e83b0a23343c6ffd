/** A process of its own that starts or joins an embedded PostgreSQL: `start-embedded.ts DIRECTORY PORT`. */
import { embeddedProvider } from '../../src/database/providers/embedded/embedded.ts';

const [directory = '', port = '0'] = process.argv.slice(2);
const running = await embeddedProvider({ directory, port: Number(port), fsync: false }).start();
console.log(JSON.stringify(running));
