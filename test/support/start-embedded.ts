/** A process of its own that starts or joins an embedded PostgreSQL: `start-embedded.ts DIRECTORY PORT`. */
import { embeddedProvider } from '../../src/database/providers/embedded/embedded.ts';

// Whoever started this is gone: so is the reason for a server.
process.on('disconnect', () => process.exit(1));

const [directory = '', port = '0'] = process.argv.slice(2);
const running = await embeddedProvider({ directory, port: Number(port), fsync: false }).start();
console.log(JSON.stringify(running));
process.removeAllListeners('disconnect');
process.disconnect?.();
