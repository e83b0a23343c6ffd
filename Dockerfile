# The bot for production. Node runs the TypeScript source as it is, so nothing is built: only packages are installed.
FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Without the optional packages, which are an embedded PostgreSQL for development, and without what only editors read.
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund \
  && find node_modules -type f \( -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' -o -name '*.map' -o -name '*.md' \) -delete

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY package.json ./
COPY src src
# What operators run: migrations, backups and their restore.
COPY tools/database tools/database
COPY commands commands
COPY migrations migrations
# Where a volume for backups goes: it takes over whose the folder is.
RUN mkdir /backups && chown node:node /backups
USER node
# What /readyz says, which is kept where `docker inspect` shows it: database, schema and gateway can be used.
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s --start-interval=2s --retries=3 \
  CMD ["node", "--eval", "fetch(`http://127.0.0.1:${process.env.HEALTH_PORT || 9090}/readyz`).then(async (answer) => { console.log(await answer.text()); process.exit(answer.ok ? 0 : 1); }, (error) => { console.error(String(error.cause ?? error)); process.exit(1); })"]
# node is told to stop itself: no shell and no npm in between.
CMD ["node", "src/app/main.ts"]
