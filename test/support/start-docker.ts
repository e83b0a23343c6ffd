/** A process of its own that starts or joins a PostgreSQL in Docker: `start-docker.ts DIRECTORY PORT`. */
import { dockerProvider } from '../../src/database/providers/docker.ts';

const [directory = '', port = '0'] = process.argv.slice(2);
console.log(JSON.stringify(await dockerProvider({ directory, port: Number(port) }).start()));
