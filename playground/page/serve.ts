import { build } from 'esbuild';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { fileURLToPath } from 'node:url';

// Everything comes from the page's own origin; pictures that are drawn in the page are data URIs.
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="dark light">
<title>Local Discord</title>
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Ccircle cx='8' cy='8' r='8' fill='%235865f2'/%3E%3C/svg%3E">
<link rel="stylesheet" href="/page/app.css">
<script type="module" src="/page/app.js"></script>
</head>
<body><noscript>The local Discord needs JavaScript.</noscript></body>
</html>
`;

async function bundle(entry: string): Promise<string> {
  const result = await build({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2024',
    // esbuild would otherwise look for a tsconfig whose options are meant for Node.
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: true } },
    logLevel: 'silent',
  });
  return result.outputFiles.map((file) => file.text).join('\n');
}

/** Runs once, at the first call; a failure is not remembered, so that the next request tries again. */
function once(make: () => Promise<string>): () => Promise<string> {
  let made: Promise<string> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

function send(reply: FastifyReply, type: string, body: string): FastifyReply {
  return reply
    .header('content-type', `${type}; charset=utf-8`)
    .header('content-security-policy', contentSecurityPolicy)
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'no-referrer')
    .header('cache-control', 'no-cache')
    .send(body);
}

/**
 * Adds the page of the local Discord to a server: `/`, `/page/app.js` and `/page/app.css`.
 * Script and styles are bundled in memory at their first request, so that the start does not wait for them.
 */
export async function servePage(app: FastifyInstance): Promise<void> {
  const script = once(() => bundle('./browser/main.ts'));
  const styles = once(() => bundle('./css/app.css'));
  app.get('/', async (_request, reply) => send(reply, 'text/html', html));
  app.get('/page/app.js', async (_request, reply) => send(reply, 'text/javascript', await script()));
  app.get('/page/app.css', async (_request, reply) => send(reply, 'text/css', await styles()));
}
