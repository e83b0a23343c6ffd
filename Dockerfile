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
COPY commands commands
COPY migrations migrations
# Where a volume for backups goes: it takes over whose the folder is.
RUN mkdir /backups && chown node:node /backups
USER node
# The bot's process runs, since the container does; PostgreSQL can be used.
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s --start-interval=2s --retries=3 \
  CMD ["node", "src/database/cli.ts", "ready"]
# node is told to stop itself: no shell and no npm in between.
CMD ["node", "src/main.ts"]
