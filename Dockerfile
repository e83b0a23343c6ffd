# The bot for production. Node runs the TypeScript source as it is, so nothing is built: only packages are installed.
FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Without the optional packages, which are an embedded PostgreSQL for development.
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY package.json ./
COPY src src
COPY commands commands
COPY migrations migrations
USER node
# The bot's process runs, since the container does; PostgreSQL can be used.
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "src/database/cli.ts", "ready"]
CMD ["node", "src/main.ts"]
