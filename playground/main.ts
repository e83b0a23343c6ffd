import { findDocument } from './openapi/find-document.ts';
import { servePage } from './page/serve.ts';
import { createPlayground } from './server.ts';

const EX_CONFIG = 78;

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(EX_CONFIG);
}

const port = Number(process.env['PLAYGROUND_PORT'] ?? 3000);
if (!Number.isInteger(port) || port < 0 || port > 65_535)
  fail('PLAYGROUND_PORT must be a number from 0 to 65535; 0 takes any free port.');

const patience = process.env['PLAYGROUND_FIRST_RESPONSE_MS'];
if (patience && !(Number(patience) > 0))
  fail('PLAYGROUND_FIRST_RESPONSE_MS must be a number of milliseconds; Discord itself waits for 3000.');

function openapiDocument(): string | undefined {
  try {
    return findDocument(process.env['DISCORD_OPENAPI']);
  } catch (error) {
    return fail(String(error instanceof Error ? error.message : error));
  }
}

const playground = await createPlayground({
  port,
  token: process.env['PLAYGROUND_TOKEN'] ?? 'playground-token',
  limits: patience ? { firstResponseMs: Number(patience) } : {},
  servePage,
  openapi: openapiDocument(),
  report: (error) => process.stderr.write(`${error.stack ?? error.message}\n`),
}).catch((error: NodeJS.ErrnoException) => {
  if (error.code !== 'EADDRINUSE') throw error;
  return fail(
    `Port ${port} is taken: set PLAYGROUND_PORT to a free one (0 takes any), or stop what listens there.`,
  );
});

// Whoever started it may be gone without a word: it must not outlive them.
const close = () => void playground.close().then(() => process.exit(0));
for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(signal, close);
// They may have gone before anybody listened.
if (process.send && !process.connected) close();

process.stdout.write(`${JSON.stringify({ playground: 'ready', url: playground.url })}\n`);
